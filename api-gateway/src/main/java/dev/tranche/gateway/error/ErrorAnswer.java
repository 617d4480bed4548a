package dev.tranche.gateway.error;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer that says what went wrong (C60): {@code {"error":"…"}}, or RFC 9457's {@code application/problem+json} for a
 * caller who asks for that. Everything that refuses a request, from Tomcat's parser to a controller, answers through this.
 *
 * @param error for people; names the thing, and never tells of the inside of the service
 * @param headers that go with it, such as {@code Allow}
 */
public record ErrorAnswer(HttpStatus status, String error, Map<String, String> headers) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public ErrorAnswer {
        headers = Map.copyOf(headers);
    }

    /** An answer without headers of its own. */
    public ErrorAnswer(HttpStatus status, String error) {
        this(status, error, Map.of());
    }

    /** The answer where nothing but the status is known; 404 says {@code Not found} (C60). */
    public static ErrorAnswer of(HttpStatus status) {
        String phrase = status.getReasonPhrase();
        return new ErrorAnswer(status, phrase.charAt(0) + phrase.substring(1).toLowerCase(Locale.ROOT));
    }

    /** The answer to what Tomcat or Spring refused by a status alone; what they say is allowed (405) is kept. */
    static ErrorAnswer of(int status, HttpServletResponse refused) {
        var known = HttpStatus.resolve(status);
        var answer = of(known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known);
        String allow = refused.getHeader(HttpHeaders.ALLOW);
        return allow == null ? answer : answer.with(HttpHeaders.ALLOW, allow);
    }

    /** The same answer with one header, which replaces all that it had. */
    public ErrorAnswer with(String header, String value) {
        return new ErrorAnswer(status, error, Map.of(header, value));
    }

    /** Sends it, dropping what was prepared for a success; does nothing once the first byte is out. */
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        response.setStatus(status.value());
        headers.forEach(response::setHeader);
        var accept = new AcceptedErrors(request.getHeader(HttpHeaders.ACCEPT));
        byte[] body = JSON.writeValueAsBytes(accept.wantProblem() ? problem() : new Plain(error));
        response.setContentType(accept.contentType());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private Problem problem() {
        return new Problem("about:blank", status.getReasonPhrase(), status.value(), error);
    }

    private record Plain(String error) {}

    /** The members of RFC 9457, section 3.1; {@code about:blank} wants the status' own phrase as title. */
    private record Problem(String type, String title, int status, String detail) {}
}
