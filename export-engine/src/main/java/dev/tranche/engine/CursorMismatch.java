package dev.tranche.engine;

/**
 * The bytes regenerated from a cursor differ from those stored before it: another snapshot, plan or engine. The caller
 * starts a new generation of the object, once (P16).
 */
public final class CursorMismatch extends EngineException {
    private static final long serialVersionUID = 1;

    CursorMismatch(String message) {
        super(Reason.CURSOR_MISMATCH, message, null, null);
    }
}
