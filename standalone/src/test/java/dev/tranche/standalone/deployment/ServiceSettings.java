package dev.tranche.standalone.deployment;

import dev.tranche.standalone.deployment.ComposeFile.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.BoundPropertiesTrackingBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** What a process of a Compose service would be configured with: its variables, and its secrets' files, read by Spring Boot itself. */
final class ServiceSettings {
    private static final String SECRETS = "/run/secrets/";

    private final Service service;
    private final ConfigurableEnvironment environment;

    /** {@code allSecrets} is where prepare made them, {@code runSecrets} an empty folder that stands for {@code /run/secrets}. */
    ServiceSettings(Service service, Path allSecrets, Path runSecrets) {
        this.service = service;
        copy(service.secrets(), allSecrets, runSecrets);
        this.environment = environment(service, runSecrets);
    }

    private static void copy(List<String> names, Path from, Path to) {
        try {
            for (String name : names) {
                Files.copy(from.resolve(name), to.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigurableEnvironment environment(Service service, Path runSecrets) {
        var variables = new LinkedHashMap<String, Object>();
        service.environment().forEach((name, value) -> variables.put(name, value.replace(SECRETS, runSecrets + "/")));
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        // Not the test's own properties, and not those of standalone, which are on the class path here.
        sources.replace(
                StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                new MapPropertySource(
                        StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                        Map.of("spring.config.location", "optional:file:" + runSecrets + "/none/")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    /** What a property is after all sources, or null. */
    String value(String property) {
        return environment.getProperty(property);
    }

    <T> T bound(String prefix, Class<T> type) {
        return Binder.get(environment).bind(prefix, type).get();
    }

    /**
     * Binds every settings record of these packages, whose own checks then run.
     *
     * @return the variables named {@code TRANCHE_…} that none of the records took
     */
    Set<String> bindAllOf(List<String> packages) {
        var taken = new HashSet<String>();
        var handler = new BoundPropertiesTrackingBindHandler(property -> taken.add(variableOf(property)));
        packages.stream().flatMap(ServiceSettings::settingsIn).forEach(type -> {
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            Binder.get(environment, handler).bindOrCreate(prefix, Bindable.of(type));
        });
        var left = new TreeSet<>(service.environment().keySet());
        left.removeIf(name -> !name.startsWith("TRANCHE_"));
        left.removeAll(taken);
        return left;
    }

    private static String variableOf(ConfigurationProperty property) {
        return property.getOrigin() instanceof PropertySourceOrigin origin ? origin.getPropertyName() : "";
    }

    /** The settings records of a package and those below it. */
    static Stream<Class<?>> settingsIn(String packageName) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents(packageName).stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null));
    }
}
