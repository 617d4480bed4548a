package dev.tranche.gateway.security;

import dev.tranche.gateway.error.ErrorAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Where no tokens are configured the address is the only protection, and a web page that a person on this machine opens can
 * reach it: by a name of its own that it lets point to 127.0.0.1 (DNS rebinding, seen in Host), or by a request across
 * origins (seen in Origin). Both are refused.
 */
final class LocalRequestsOnly extends OncePerRequestFilter {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?", Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!LOOPBACK.matcher(request.getServerName()).matches()) {
            refuse("Host must be this machine's loopback address while no tokens are configured", request, response);
        } else if (isForeign(request)) {
            refuse("Origin must be this service itself while no tokens are configured", request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isForeign(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.toLowerCase(Locale.ROOT).equals(ownOrigin(request));
    }

    /** As a browser writes it: without a port where that is the scheme's own. Source: RFC 6454, section 6.2. */
    private static String ownOrigin(HttpServletRequest request) {
        String scheme = request.getScheme();
        int port = request.getServerPort();
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return (scheme + "://" + request.getServerName() + (usual ? "" : ":" + port)).toLowerCase(Locale.ROOT);
    }

    private static void refuse(String error, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        new ErrorAnswer(HttpStatus.FORBIDDEN, error).write(request, response);
    }
}
