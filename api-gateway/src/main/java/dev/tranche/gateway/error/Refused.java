package dev.tranche.gateway.error;

import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A request that is answered with an error; not a fault of ours, so nobody logs it. Controllers throw it, the mapper answers. */
public final class Refused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ErrorAnswer answer;

    public Refused(ErrorAnswer answer) {
        super(answer.error());
        this.answer = answer;
    }

    /** The request itself is wrong: 400. */
    public static Refused badRequest(String error) {
        return new Refused(new ErrorAnswer(HttpStatus.BAD_REQUEST, error));
    }

    /** What the request names is not there, or not for this caller: 404. */
    public static Refused notFound(String error) {
        return new Refused(new ErrorAnswer(HttpStatus.NOT_FOUND, error));
    }

    /** What the caller is told. */
    public ErrorAnswer answer() {
        return answer;
    }
}
