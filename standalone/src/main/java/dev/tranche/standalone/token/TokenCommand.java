package dev.tranche.standalone.token;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * {@code token NAME [--role ROLE] [--number N]}: draws a bearer token and prints what the gateway has to be configured with, which is
 * its hash. Starts no service and keeps nothing.
 */
public final class TokenCommand {
    private static final int DONE = 0;
    private static final int WRONG_ARGUMENTS = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final RandomGenerator secureRandom;

    /**
     * @param out for the lines of the configuration, so that they can be appended to a file
     * @param err for the token itself, so that it does not get into that file
     * @param secureRandom draws the token
     */
    public TokenCommand(PrintStream out, PrintStream err, RandomGenerator secureRandom) {
        this.out = out;
        this.err = err;
        this.secureRandom = secureRandom;
    }

    /** Makes one. The exit code for the process: 0 made, 2 the words make no sense. */
    public int run(List<String> words) {
        try {
            var arguments = TokenArguments.parse(words);
            say(arguments, NewToken.draw(secureRandom));
            return DONE;
        } catch (WrongArguments e) {
            err.println("token: " + e.getMessage());
            return WRONG_ARGUMENTS;
        }
    }

    private void say(TokenArguments arguments, NewToken token) {
        String property = "tranche.tokens[" + arguments.number() + "].";
        String role = arguments.role().name().toLowerCase(Locale.ROOT);
        err.println("The token of " + arguments.name() + " (role " + role + "), shown once: " + token.text());
        out.println(property + "name=" + arguments.name());
        out.println(property + "sha256=" + token.hash().hex());
        out.println(property + "role=" + role);
    }
}
