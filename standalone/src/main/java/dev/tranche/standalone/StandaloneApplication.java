package dev.tranche.standalone;

import dev.tranche.standalone.quickstart.ProgressLine;
import dev.tranche.standalone.quickstart.Quickstart;
import dev.tranche.standalone.token.TokenCommand;
import dev.tranche.standalone.verify.VerifyCommand;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The main command: {@code java -jar tranche.jar [--any.spring.key=value …]} serves, {@code java -jar tranche.jar quickstart …}
 * runs one export first, {@code java -jar tranche.jar verify …} compares an export with its database, {@code java -jar tranche.jar
 * token …} makes a bearer token.
 */
public final class StandaloneApplication {
    private static final String QUICKSTART = "quickstart";
    private static final String VERIFY = "verify";
    private static final String TOKEN = "token";

    /** The script says whether a person watches: since JDK 22 {@code System.console()} does not tell any more. */
    private static final String TERMINAL = "tranche.terminal";

    private StandaloneApplication() {}

    public static void main(String[] words) {
        var arguments = List.of(words);
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        switch (command) {
            case QUICKSTART -> exitUnlessZero(quickstart().run(arguments.subList(1, arguments.size())));
            case VERIFY ->
                exitUnlessZero(new VerifyCommand(System.out, System.err).run(arguments.subList(1, arguments.size())));
            case TOKEN ->
                exitUnlessZero(new TokenCommand(System.out, System.err, new SecureRandom())
                        .run(arguments.subList(1, arguments.size())));
            default -> serve(arguments);
        }
    }

    private static Quickstart quickstart() {
        var style = Boolean.getBoolean(TERMINAL) ? ProgressLine.Style.REWRITTEN : ProgressLine.Style.APPENDED;
        return new Quickstart(System.out, style, StandaloneApplication::serve, System::nanoTime);
    }

    private static void exitUnlessZero(int exitCode) {
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static ConfigurableApplicationContext serve(List<String> arguments) {
        return new SpringApplicationBuilder(StandaloneConfiguration.class).run(arguments.toArray(String[]::new));
    }
}
