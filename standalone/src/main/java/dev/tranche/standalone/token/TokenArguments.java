package dev.tranche.standalone.token;

import dev.tranche.gateway.security.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was said on the command line.
 *
 * @param name of the token's owner
 * @param number of the token among those that are configured, from 0
 */
record TokenArguments(String name, Role role, int number) {
    private static final String ROLE = "--role";
    private static final String NUMBER = "--number";
    private static final Set<String> OPTIONS = Set.of(ROLE, NUMBER);

    /** What a properties file, an environment variable and a log line take as it is. */
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private static final Pattern NUMBERS = Pattern.compile("\\d{1,4}");

    /** @throws WrongArguments if the words make no sense */
    static TokenArguments parse(List<String> words) {
        if (words.isEmpty() || !NAMES.matcher(words.get(0)).matches()) {
            throw new WrongArguments("the token's owner needs a name of letters, digits and . _ @ -, at most 64");
        }
        Map<String, String> given = options(words.subList(1, words.size()));
        return new TokenArguments(
                words.get(0), role(given.getOrDefault(ROLE, "export")), number(given.getOrDefault(NUMBER, "0")));
    }

    /** The options with their values; {@code --name value} and {@code --name=value} are the same. */
    private static Map<String, String> options(List<String> words) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < words.size(); i++) {
            String[] parts = words.get(i).split("=", 2);
            if (!OPTIONS.contains(parts[0])) {
                throw new WrongArguments("what is '" + words.get(i) + "'?");
            }
            if (parts.length == 1 && ++i == words.size()) {
                throw new WrongArguments(parts[0] + " needs a value");
            }
            if (given.put(parts[0], parts.length == 2 ? parts[1] : words.get(i)) != null) {
                throw new WrongArguments(parts[0] + " is said twice");
            }
        }
        return given;
    }

    private static Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new WrongArguments("'" + word + "' is no role"));
    }

    private static int number(String word) {
        if (!NUMBERS.matcher(word).matches()) {
            throw new WrongArguments("'" + word + "' is no number of a token");
        }
        return Integer.parseInt(word);
    }
}
