package dev.tranche.model.store;

/** What became of a wish for room in the spool folder. */
public enum ReservationOutcome {
    /** The room is kept for this job until its snapshot is committed or it ends. */
    RESERVED,
    /** Free space less what others reserved does not suffice now. */
    NO_ROOM,
    /** The delivery has lost its claim. */
    LOST
}
