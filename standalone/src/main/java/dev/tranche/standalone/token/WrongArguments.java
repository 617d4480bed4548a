package dev.tranche.standalone.token;

/** The command line makes no sense; the message says why and how it goes. */
final class WrongArguments extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final String USAGE = "usage: token NAME [--role read|export|admin] [--number N]";

    WrongArguments(String message) {
        super(message + "; " + USAGE);
    }
}
