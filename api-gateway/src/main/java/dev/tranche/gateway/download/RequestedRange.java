package dev.tranche.gateway.download;

import dev.tranche.gateway.error.ErrorAnswer;
import dev.tranche.gateway.error.Refused;
import dev.tranche.model.object.ByteRange;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;

/**
 * The one range that a request wants of an object. As RFC 9110, section 14.2 allows, several ranges at once, and what is no range
 * at all, get the whole object.
 */
final class RequestedRange {
    private RequestedRange() {}

    /**
     * Empty for the whole object.
     *
     * @param etag as it stands in the header, with quotes
     * @throws Refused 416 if the range lies outside of the object
     */
    static Optional<ByteRange> find(HttpServletRequest request, String etag, long bytes) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        boolean isAnotherVersion = ifRange != null && !ifRange.equals(etag);
        if (!HttpMethod.GET.matches(request.getMethod()) || isAnotherVersion) {
            return Optional.empty();
        }
        var ranges = parse(request);
        return ranges.size() == 1 ? Optional.of(within(ranges.get(0), bytes)) : Optional.empty();
    }

    private static List<HttpRange> parse(HttpServletRequest request) {
        try {
            return HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static ByteRange within(HttpRange range, long bytes) {
        long first = bytes == 0 ? 0 : range.getRangeStart(bytes);
        if (first >= bytes) {
            throw new Refused(new ErrorAnswer(
                            HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                            "The range lies outside of the file, which has " + bytes + " bytes")
                    .with(HttpHeaders.CONTENT_RANGE, "bytes */" + bytes));
        }
        return new ByteRange(first, range.getRangeEnd(bytes) - first + 1);
    }
}
