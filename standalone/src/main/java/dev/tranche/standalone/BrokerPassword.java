package dev.tranche.standalone;

/** What the embedded broker lets its one user in by. */
record BrokerPassword(String text) {
    /** Without the password. */
    @Override
    public String toString() {
        return "BrokerPassword[***]";
    }
}
