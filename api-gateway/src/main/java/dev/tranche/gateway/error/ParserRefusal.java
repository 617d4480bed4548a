package dev.tranche.gateway.error;

import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Why Tomcat's parser refused a request. It says 400 to all; a head that is too large has statuses of its own (RFC 9110, section
 * 15.5.15; RFC 6585, section 5), and Tomcat tells it by the text of its exception alone.
 */
record ParserRefusal(Request request, @Nullable Throwable why) {
    private static final String HEAD_TOO_LARGE =
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error");
    private static final String TOO_MANY_HEADERS_BEGIN =
            beginOf(StringManager.getManager(MimeHeaders.class).getString("headers.maxCountFail"));

    private static String beginOf(String pattern) {
        return pattern.substring(0, pattern.indexOf('['));
    }

    /** The status to answer with instead of Tomcat's. */
    int status(int ofTomcat) {
        if (ofTomcat != HttpStatus.BAD_REQUEST.value() || !isForSize()) {
            return ofTomcat;
        }
        boolean headersHaveBegun = !request.getCoyoteRequest().requestURI().isNull();
        return (headersHaveBegun ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE : HttpStatus.URI_TOO_LONG).value();
    }

    private boolean isForSize() {
        String message = why == null ? null : why.getMessage();
        return message != null && (message.equals(HEAD_TOO_LARGE) || message.startsWith(TOO_MANY_HEADERS_BEGIN));
    }
}
