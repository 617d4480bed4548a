package dev.tranche.standalone.deployment;

import dev.tranche.standalone.StandaloneApplication;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Every property that our settings records have; {@code *} stands for a key or an index. */
record OwnProperties(Set<String> names) {
    /** Read as a placeholder of other properties only. */
    private static final String DATA_FOLDER = "tranche.data-folder";

    static OwnProperties onTheClassPath() {
        var names = ServiceSettings.settingsIn(
                        StandaloneApplication.class.getPackageName().replace(".standalone", ""))
                .flatMap(type ->
                        of(type.getAnnotation(ConfigurationProperties.class).value(), type));
        return new OwnProperties(Stream.concat(names, Stream.of(DATA_FOLDER)).collect(Collectors.toSet()));
    }

    private static Stream<String> of(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents()).flatMap(component -> of(prefix, component));
    }

    private static Stream<String> of(String prefix, RecordComponent component) {
        String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
        if (component.getType().isRecord()) {
            return of(name, component.getType());
        }
        if (component.getGenericType() instanceof ParameterizedType many) {
            Type[] arguments = many.getActualTypeArguments();
            return ofEach(name + ".*", (Class<?>) arguments[arguments.length - 1]);
        }
        return Stream.of(name);
    }

    private static Stream<String> ofEach(String name, Class<?> type) {
        return type.isRecord() ? of(name, type) : Stream.of(name);
    }

    /** Whether this is one of them, or the prefix of some. */
    boolean have(String name) {
        String wanted = name.replaceAll("\\[\\w+]", ".*").replaceAll("\\.[A-Z]+", ".*");
        return names.stream().anyMatch(known -> known.equals(wanted) || known.startsWith(wanted + "."));
    }
}
