package dev.tranche.gateway.error;

import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.store.JobStoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns what a controller, or Spring on the way to one, throws into an answer, before Spring's own resolvers do. The only place
 * of the gateway that catches everything. Once the first byte is out it leaves the exception alone, so that Tomcat cuts the
 * connection and nobody takes half a file for a whole one. So it does with what the firewall says to a header at the moment somebody
 * reads it: the firewall's own handler answers that, and the header's text reaches no log.
 */
final class ErrorMapper implements HandlerExceptionResolver, Ordered {
    private static final Logger log = LoggerFactory.getLogger(ErrorMapper.class);
    private static final String SECONDS_TO_RETRY = "5";

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (response.isCommitted() || e instanceof RequestRejectedException) {
            return null;
        }
        try {
            answerTo(request, e).write(request, response);
            return new ModelAndView();
        } catch (IOException gone) {
            throw new UncheckedIOException("the caller is gone", gone);
        }
    }

    private static ErrorAnswer answerTo(HttpServletRequest request, Exception e) {
        if (e instanceof Refused refused) {
            return refused.answer();
        }
        if (e instanceof HttpRequestMethodNotSupportedException wrongMethod) {
            return ErrorAnswer.of(HttpStatus.METHOD_NOT_ALLOWED).with(HttpHeaders.ALLOW, allowed(wrongMethod));
        }
        if (e instanceof ServletRequestBindingException missing) {
            return new ErrorAnswer(HttpStatus.BAD_REQUEST, missing.getBody().getDetail() + "");
        }
        if (e instanceof InvalidParameterException) {
            return new ErrorAnswer(HttpStatus.BAD_REQUEST, "A parameter of the request cannot be decoded");
        }
        if (e instanceof ErrorResponse known) {
            var status = HttpStatus.resolve(known.getStatusCode().value());
            return ErrorAnswer.of(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
        }
        return answerToFault(request, e);
    }

    /** GET stands for HEAD too, and OPTIONS is answered everywhere; the caller sees what works. */
    private static String allowed(HttpRequestMethodNotSupportedException e) {
        var methods = new TreeSet<String>();
        String[] supported = e.getSupportedMethods();
        methods.addAll(supported == null ? Set.of() : Set.of(supported));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private static ErrorAnswer answerToFault(HttpServletRequest request, Exception e) {
        var answer = ErrorAnswer.of(HttpStatus.INTERNAL_SERVER_ERROR);
        if (e instanceof JobStoreException) {
            answer = away("The job store cannot be used at the moment");
        }
        if (e instanceof ObjectStoreException store) {
            answer = store.retryCanHelp()
                    ? away("The object store cannot be reached at the moment")
                    : new ErrorAnswer(HttpStatus.BAD_GATEWAY, "The object store refuses the request");
        }
        log.error(
                "request failed method={} status={}",
                request.getMethod(),
                answer.status().value(),
                e);
        return answer;
    }

    private static ErrorAnswer away(String error) {
        return new ErrorAnswer(HttpStatus.SERVICE_UNAVAILABLE, error).with(HttpHeaders.RETRY_AFTER, SECONDS_TO_RETRY);
    }
}
