package dev.tranche.standalone.process;

import java.nio.file.Path;
import java.util.Map;

/** What a process is started in: its work folder, its Spring properties, and what is added to this JVM's environment. */
record Surroundings(Path workFolder, Map<String, String> properties, Map<String, String> environment) {
    Surroundings {
        properties = Map.copyOf(properties);
        environment = Map.copyOf(environment);
    }
}
