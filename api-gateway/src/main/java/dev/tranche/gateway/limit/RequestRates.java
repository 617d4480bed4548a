package dev.tranche.gateway.limit;

import dev.tranche.gateway.error.ErrorAnswer;
import dev.tranche.gateway.security.Caller;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how often a token is used at this gateway. Stands behind the door, so that there are as many buckets as tokens and no stranger
 * empties one. Thread-safe.
 */
final class RequestRates extends OncePerRequestFilter {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final TimeMeter clock;
    private final Counter refused;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RequestRates(int perMinute, TimeMeter clock, Counter refused) {
        this.perMinute = perMinute;
        this.clock = clock;
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = Caller.ofThisRequest();
        if (perMinute == 0 || caller.isAnonymous()) {
            chain.doFilter(request, response);
            return;
        }
        var probe = buckets.computeIfAbsent(caller.name(), name -> bucket()).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            refused.increment();
            tooMany(caller, probe.getNanosToWaitForRefill()).write(request, response);
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                .withCustomTimePrecision(clock)
                .build();
    }

    private ErrorAnswer tooMany(Caller caller, long nanosToWait) {
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(nanosToWait);
        return new ErrorAnswer(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Token '" + caller.name() + "' may make " + perMinute + " requests a minute")
                .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
}
