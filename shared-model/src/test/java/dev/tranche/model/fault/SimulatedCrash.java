package dev.tranche.model.fault;

/** The process dies here. An {@link Error}, so that nothing which handles failures handles it. */
public final class SimulatedCrash extends Error {
    public SimulatedCrash(String where) {
        super("crashed at " + where);
    }
}
