package dev.tranche.standalone.verify;

/** The command line makes no sense; the message says why and how it goes. */
final class WrongArguments extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final String USAGE =
            "usage: verify --database FILE --export FILE [--format sql|json|ndjson|csv|zip|sqlite] [--table NAME ...]"
                    + " [--schema-only | --data-only]"
                    + " [--csv-delimiter C] [--csv-null-text TEXT] [--csv-bom] [--csv-formula-guard]";

    WrongArguments(String message) {
        super(message + "; " + USAGE);
    }
}
