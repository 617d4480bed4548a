package dev.tranche.engine;

/**
 * The place in an export's bytes of the next byte to be read, at any byte (P16). Callers keep {@link #toJson()} and give it
 * back; only the engine looks inside.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Cursor {
    private Cursor() {}

    /** The first byte of the document. */
    public static Cursor start() {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Cursor fromJson(String json) {
        throw new UnsupportedOperationException(json);
    }

    /** One line of JSON; its size follows from the key of one row, not from the database. */
    public String toJson() {
        throw new UnsupportedOperationException();
    }

    /** How many bytes of the document lie before this place. */
    public long offset() {
        throw new UnsupportedOperationException();
    }
}
