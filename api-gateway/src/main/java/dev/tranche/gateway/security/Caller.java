package dev.tranche.gateway.security;

/** Who makes a request. Controllers take it as a parameter. */
public record Caller(String name, Role role) {
    /** Everybody, where no tokens are configured. */
    static final Caller ANONYMOUS = new Caller("anonymous", Role.ADMIN);

    /** Whoever the filter chain has let through with the request of this thread. */
    public static Caller ofThisRequest() {
        return CallerArgument.current();
    }

    /** Whether no token tells who it is. */
    public boolean isAnonymous() {
        return equals(ANONYMOUS);
    }

    /** Whether this caller may know of a job of that owner; another's job is answered like an unknown one (C62). */
    public boolean maySeeJobOf(String owner) {
        return switch (role) {
            case READ, ADMIN -> true;
            case EXPORT -> name.equals(owner);
        };
    }
}
