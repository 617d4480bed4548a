package dev.tranche.standalone;

import dev.tranche.standalone.quickstart.ProgressLine;
import dev.tranche.standalone.quickstart.Quickstart;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The main command: {@code java -jar tranche.jar [--any.spring.key=value …]} serves, {@code java -jar tranche.jar quickstart …}
 * runs one export first.
 */
public final class StandaloneApplication {
    private static final String QUICKSTART = "quickstart";

    /** The script says whether a person watches: since JDK 22 {@code System.console()} does not tell any more. */
    private static final String TERMINAL = "tranche.terminal";

    private StandaloneApplication() {}

    public static void main(String[] words) {
        var arguments = List.of(words);
        if (!arguments.isEmpty() && arguments.get(0).equals(QUICKSTART)) {
            var style = Boolean.getBoolean(TERMINAL) ? ProgressLine.Style.REWRITTEN : ProgressLine.Style.APPENDED;
            var quickstart = new Quickstart(System.out, style, StandaloneApplication::serve, System::nanoTime);
            int exitCode = quickstart.run(arguments.subList(1, arguments.size()));
            if (exitCode != 0) {
                System.exit(exitCode);
            }
        } else {
            serve(arguments);
        }
    }

    private static ConfigurableApplicationContext serve(List<String> arguments) {
        return new SpringApplicationBuilder(StandaloneConfiguration.class).run(arguments.toArray(String[]::new));
    }
}
