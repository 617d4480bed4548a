package dev.tranche.standalone.process;

import java.nio.file.Path;

/** The jars that a release consists of, where the build puts them. */
public enum RunnableJar {
    STANDALONE("standalone/target/tranche.jar"),
    GATEWAY("api-gateway/target/api-gateway.jar"),
    WORKER("export-worker/target/export-worker.jar");

    private final String path;

    RunnableJar(String path) {
        this.path = path;
    }

    /** Tests run in the folder of their module, which lies beside the others. */
    Path file() {
        return Path.of("..").resolve(path).toAbsolutePath().normalize();
    }
}
