package dev.tranche.gateway.error;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Which of the two shapes of an error a caller asks for. An Accept header that cannot be read asks for nothing. */
final class AcceptedErrors {
    private final List<MediaType> accepted;

    AcceptedErrors(@Nullable String acceptHeader) {
        this.accepted = parse(acceptHeader);
    }

    private static List<MediaType> parse(@Nullable String header) {
        try {
            return MediaType.parseMediaTypes(header);
        } catch (InvalidMediaTypeException e) {
            return List.of();
        }
    }

    /** Only if named outright, and not less wanted than plain JSON: {@code *}{@code /*} keeps the plain shape. */
    boolean wantProblem() {
        double problem = quality(MediaType.APPLICATION_PROBLEM_JSON);
        return problem > 0 && problem >= quality(MediaType.APPLICATION_JSON);
    }

    private double quality(MediaType type) {
        return accepted.stream()
                .filter(a -> a.equalsTypeAndSubtype(type))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    String contentType() {
        return wantProblem() ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.APPLICATION_JSON_VALUE;
    }
}
