package dev.tranche.gateway.security;

/** Who makes a request. Controllers take it as a parameter. */
public record Caller(String name, Role role) {
    /** Everybody, where no tokens are configured. */
    static final Caller ANONYMOUS = new Caller("anonymous", Role.ADMIN);

    /** Whether this caller may know of a job of that owner; another's job is answered like an unknown one (C62). */
    public boolean maySeeJobOf(String owner) {
        return switch (role) {
            case READ, ADMIN -> true;
            case EXPORT -> name.equals(owner);
        };
    }
}
