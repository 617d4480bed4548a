package dev.tranche.engine.encode;

/** A block that no array of Java's holds, which only a row of more than a gigabyte can be. */
public final class RowTooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    RowTooLong(long neededBytes, long mostBytes) {
        super("takes " + neededBytes + " bytes in this format, more than the " + mostBytes + " that fit");
    }
}
