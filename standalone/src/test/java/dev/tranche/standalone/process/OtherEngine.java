package dev.tranche.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;

/** The engine of another release, as far as P15 can tell: the same engine with another fingerprint. */
public final class OtherEngine {
    private static final String SOURCE = """
            package dev.tranche.engine;

            public final class EngineFingerprint {
                public static String current() {
                    return "0-0therone";
                }
            }
            """;

    private OtherEngine() {}

    /** What a worker's environment must have, so that it is of that release. The class comes before the jar's own. */
    public static Map<String, String> compileInto(Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("EngineFingerprint.java"), SOURCE);
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), "--release", "17", source.toString());
        assertThat(exit).as("exit code of javac").isZero();
        return Map.of("JAVA_TOOL_OPTIONS", "-Xbootclasspath/a:" + folder);
    }
}
