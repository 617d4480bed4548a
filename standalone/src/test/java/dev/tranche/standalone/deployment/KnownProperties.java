package dev.tranche.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties of Spring Boot and its libraries, by the metadata in their jars.
 *
 * @param maps those of them whose keys are up to the operator
 */
record KnownProperties(Set<String> names, Set<String> maps) {
    static KnownProperties onTheClassPath() {
        var names = new HashSet<String>();
        var maps = new HashSet<String>();
        var json = new JsonMapper();
        try {
            var loader = KnownProperties.class.getClassLoader();
            for (var url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
                try (var in = url.openStream()) {
                    for (var property : json.readTree(in).path("properties")) {
                        String name = property.path("name").asString();
                        names.add(name);
                        if (property.path("type").asString("").startsWith("java.util.Map<")) {
                            maps.add(name);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KnownProperties(names, maps);
    }

    /** Whether it is one of them; what is under a map may have any name. */
    boolean have(String property) {
        return names.contains(property) || maps.stream().anyMatch(map -> property.startsWith(map + "."));
    }

    /** Whether this environment variable is one of them, written as Spring Boot wants it: without hyphens. */
    boolean haveVariable(String variable) {
        return names.stream().anyMatch(name -> variableOf(name).equals(variable));
    }

    private static String variableOf(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
