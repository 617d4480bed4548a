package dev.tranche.gateway.limit;

import dev.tranche.gateway.error.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds the body of every request, before anybody asks who sends it. Bodies of the usual size are here before the request goes on, so
 * that also a caller who is refused has sent all and sees the answer. What is left of a larger one when its request is answered ends the
 * connection: Tomcat would read it for as long as a client likes to send a byte now and then, unless {@code
 * server.tomcat.max-swallow-size} is 0.
 */
final class BoundedBodies extends OncePerRequestFilter {
    /** Every thread may hold as much for somebody whom nobody knows yet. */
    private static final int USUAL_BYTES = 64 * 1024;

    private final LimitSettings limits;
    private final LongSupplier nanoTime;

    /** {@code nanoTime} reads the machine's monotonic clock. */
    BoundedBodies(LimitSettings limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (hasNoBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        var body = new BoundedBody(request.getInputStream(), limits, nanoTime);
        try {
            body.awaitBegin(USUAL_BYTES);
            if (request.getContentLengthLong() > limits.maxBodyBytes()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
            chain.doFilter(new WithBody(request, body), response);
        } catch (Refused refused) {
            refused.answer().write(request, response);
        }
    }

    private static boolean hasNoBody(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    private static final class WithBody extends HttpServletRequestWrapper {
        private final ServletInputStream body;

        WithBody(HttpServletRequest request, ServletInputStream body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }
    }
}
