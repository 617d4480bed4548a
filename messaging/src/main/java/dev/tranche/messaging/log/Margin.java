package dev.tranche.messaging.log;

/**
 * Keeps what others wrote (names of tables, SQLite's words, answers of receivers and stores) from looking like more than one event of the
 * log: only an event begins at the left margin, and nothing in it moves a terminal's cursor or turns text around.
 */
final class Margin {
    private Margin() {}

    /** The text with a tab at the beginning of each further line, and with every other control character spelled out. */
    static String keep(String text) {
        if (text.codePoints().allMatch(Margin::isHarmless)) {
            return text;
        }
        var kept = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            put(text, i, kept);
        }
        return kept.toString();
    }

    private static void put(String text, int i, StringBuilder to) {
        int character = text.codePointAt(i);
        if (character == '\n') {
            to.append(i + 1 < text.length() ? "\n\t" : "\n");
        } else if (isHarmless(character) || text.startsWith("\r\n", i)) {
            to.appendCodePoint(character);
        } else {
            to.append("\\u{").append(Integer.toHexString(character)).append('}');
        }
    }

    private static boolean isHarmless(int character) {
        return character == '\t'
                || switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> false;
                    default -> true;
                };
    }
}
