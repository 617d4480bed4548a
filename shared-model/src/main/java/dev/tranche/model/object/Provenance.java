package dev.tranche.model.object;

/** What an object says about who made it. */
public sealed interface Provenance {
    /** It carries our mark. */
    record OwnedBy(ObjectOwner owner) implements Provenance {}

    /** The store keeps marks and this object has none, or one that we cannot have written. */
    record Foreign() implements Provenance {}

    /** The store keeps no marks, so the name has to do (P20). */
    record NotKept() implements Provenance {}
}
