package dev.tranche.gateway.sync;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The name under which a client saves a file, of which the table's name is a part and may have any character. Source: RFC 6266,
 * with RFC 8187 for what a quoted string cannot carry.
 */
record Attachment(String fileName) {
    /** Also what a client would take for a folder, an escape or a percent-encoding. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[^ !#-$&-.0-\\[\\]-~]");

    private static final String UNENCODED = "!#$&+-.^_`|~";

    /** The value of Content-Disposition. */
    String header() {
        String plain = NOT_PLAIN.matcher(fileName).replaceAll("_");
        String header = "attachment; filename=\"" + plain + "\"";
        return plain.equals(fileName) ? header : header + "; filename*=UTF-8''" + encoded();
    }

    private String encoded() {
        var encoded = new StringBuilder();
        for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isAlphanumeric(c) || UNENCODED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
