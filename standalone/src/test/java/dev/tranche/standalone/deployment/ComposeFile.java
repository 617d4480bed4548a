package dev.tranche.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} as Compose reads it where no variable is set: aliases merged, defaults filled in. */
record ComposeFile(Map<String, Object> content) {
    /** The top folder of the project. */
    static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}|\\$\\$");

    static String text() {
        try {
            return Files.readString(TOP.resolve("docker-compose.yml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ComposeFile parse(String yaml) {
        String filledIn = VARIABLE.matcher(yaml).replaceAll(ComposeFile::value);
        return new ComposeFile(new Yaml(new SafeConstructor(new LoaderOptions())).load(filledIn));
    }

    private static String value(MatchResult variable) {
        return variable.group(1) == null ? "\\$" : variable.group(2);
    }

    Map<String, Service> services() {
        var services = new LinkedHashMap<String, Service>();
        map(content.get("services")).forEach((name, service) -> services.put(name, new Service(map(service))));
        return services;
    }

    Service service(String name) {
        return services().get(name);
    }

    /** The names under {@code volumes}, {@code networks} or {@code secrets}. */
    Set<String> declared(String kind) {
        return map(content.get(kind)).keySet();
    }

    /** Where a secret comes from, seen from the top folder. */
    String fileOfSecret(String name) {
        return String.valueOf(
                map(map(content.get("secrets")).getOrDefault(name, Map.of())).get("file"));
    }

    @SuppressWarnings("unchecked") // what YAML calls a mapping; a key of another type fails where it is used
    static Map<String, Object> map(Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    /** One service; what it lacks is empty. */
    record Service(Map<String, Object> content) {
        String image() {
            return String.valueOf(content.get("image"));
        }

        /** Empty where the image comes from a registry. */
        String dockerfile() {
            return String.valueOf(map(content.get("build")).getOrDefault("dockerfile", ""));
        }

        Map<String, String> environment() {
            return map(content.get("environment")).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> String.valueOf(e.getValue()), (a, b) -> b, TreeMap::new));
        }

        List<String> secrets() {
            return strings(content.get("secrets"));
        }

        List<String> networks() {
            return strings(content.get("networks"));
        }

        List<String> ports() {
            return strings(content.get("ports"));
        }

        /** The sources of its mounts: names of volumes, or paths that begin with a dot. */
        List<String> mounts() {
            return list(content.get("volumes")).stream()
                    .map(mount -> mount instanceof Map<?, ?> m
                            ? String.valueOf(m.get("source"))
                            : String.valueOf(mount).split(":", 2)[0])
                    .toList();
        }

        /** Condition by service. */
        Map<String, String> dependsOn() {
            return map(content.get("depends_on")).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            e -> String.valueOf(map(e.getValue()).get("condition"))));
        }

        boolean has(String key) {
            return content.containsKey(key);
        }

        @Override
        public String toString() {
            return content.toString();
        }

        private static Collection<?> list(Object node) {
            return node == null ? List.of() : (Collection<?>) node;
        }

        private static List<String> strings(Object node) {
            return list(node).stream().map(String::valueOf).toList();
        }
    }
}
