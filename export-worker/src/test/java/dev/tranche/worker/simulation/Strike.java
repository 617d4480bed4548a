package dev.tranche.worker.simulation;

/** One fault, at one call, counted from 1 over all processes. */
public record Strike(Call call, int number, Fault fault) {
    @Override
    public String toString() {
        return fault + " at " + call + " " + number;
    }
}
