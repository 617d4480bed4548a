package dev.tranche.engine;

/**
 * The place in an export's bytes of the next byte to be read, at any byte (P16). Callers keep {@link #toJson()} and give it
 * back; only the engine looks inside. Immutable.
 */
public final class Cursor {
    private final Place place;
    private final int taken;
    private final long crc32;

    /**
     * A place inside a block.
     *
     * @param taken how many bytes of the block are read
     * @param crc32 of these bytes
     */
    Cursor(Place place, int taken, long crc32) {
        this.place = place;
        this.taken = taken;
        this.crc32 = crc32;
    }

    /** The first byte of the document. */
    public static Cursor start() {
        return new Cursor(Place.start(), 0, 0);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Cursor fromJson(String json) {
        return CursorJson.read(json);
    }

    /** One line of JSON; its size follows from the key of one row, not from the database. */
    public String toJson() {
        return CursorJson.write(this);
    }

    /** How many bytes of the document lie before this place. */
    public long offset() {
        return place.offset() + taken;
    }

    Place place() {
        return place;
    }

    int taken() {
        return taken;
    }

    long crc32() {
        return crc32;
    }

    @Override
    public String toString() {
        return toJson();
    }
}
