package dev.tranche.gateway.admission;

import dev.tranche.gateway.error.Refused;
import dev.tranche.gateway.security.Caller;
import dev.tranche.model.object.ObjectStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /export/dump}: reads what is asked for, whose size is bounded, and hands it to the {@link AdmissionDesk}. */
@RestController
final class ExportController {
    private static final String SECONDS_TO_FIRST_LOOK = "1";

    private final ExportOrderReader reader = new ExportOrderReader();
    private final AdmissionDesk desk;
    private final ObjectProvider<ObjectStore> objects;
    private final MeterRegistry meters;

    /** {@code objects} gives none where neither bucket nor folder is configured (C27). */
    ExportController(AdmissionDesk desk, ObjectProvider<ObjectStore> objects, MeterRegistry meters) {
        this.desk = desk;
        this.objects = objects;
        this.meters = meters;
    }

    @PostMapping("/export/dump")
    ResponseEntity<AcceptedView> start(Caller caller, HttpServletRequest request) throws IOException {
        var order = reader.read(request.getInputStream().readAllBytes());
        if (objects.getIfAvailable() == null) {
            throw Refused.badRequest("Async exports require the EXPORT_BUCKET object store to be configured");
        }
        var view = AcceptedView.of(desk.accept(order, caller));
        meters.counter("tranche.admissions", "format", order.format().wireName())
                .increment();
        return ResponseEntity.accepted()
                .location(URI.create(view.result().statusUrl()))
                .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_FIRST_LOOK)
                .contentType(MediaType.APPLICATION_JSON)
                .body(view);
    }
}
