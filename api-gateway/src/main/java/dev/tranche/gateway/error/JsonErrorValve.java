package dev.tranche.gateway.error;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Tomcat refuses before any servlet sees it, such as {@code %00} in a path, which would otherwise be a page of HTML.
 * Tomcat makes it by name.
 */
public final class JsonErrorValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            ErrorAnswer.of(new ParserRefusal(request, throwable).status(response.getStatus()), response.getResponse())
                    .write(request.getRequest(), response.getResponse());
        } catch (IOException e) {
            throw new UncheckedIOException("the caller is gone", e);
        }
    }
}
