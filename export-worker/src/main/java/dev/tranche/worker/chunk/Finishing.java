package dev.tranche.worker.chunk;

import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import dev.tranche.model.store.Job;
import dev.tranche.model.store.JobStore;
import dev.tranche.model.store.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The end of a sealed job: makes the object of its parts and makes sure that it is there (P8). Formats nothing, so that any
 * engine may do it. Twice is harmless: the size and our mark say what the first time came to.
 */
final class Finishing implements Stage {
    private final JobStore jobs;
    private final ObjectStore objects;

    Finishing(JobStore jobs, ObjectStore objects) {
        this.jobs = jobs;
        this.objects = objects;
    }

    @Override
    public StageEnd run(Hold hold, Job job) {
        var destination = job.findPreparation().map(Preparation::destination).orElseThrow();
        var parts = jobs.parts(job.id());
        hold.mark();
        if (parts.isEmpty()) {
            objects.abort(destination.upload());
            objects.put(Destinations.newObject(job, destination.owner()), new byte[0]);
        } else {
            var failure = complete(hold, destination.upload(), parts);
            if (failure.isPresent()) {
                return afterFailure(hold, job, failure.get());
            }
        }
        hold.mark();
        return isThere(job) ? new Outcome.Finished(hold) : anew(NewGeneration.Cause.OBJECT_DIFFERS);
    }

    /** Completes the upload; what went wrong is judged by what is in the store, not by the answer. */
    private Optional<ObjectStoreException> complete(Hold hold, Upload upload, List<StoredPart> parts) {
        try {
            objects.complete(upload, parts);
            return Optional.empty();
        } catch (ObjectStoreException e) {
            // A bounded wait is over, whatever came of it; the next one may be as long (P12).
            hold.mark();
            return e.reason() == ObjectStoreException.Reason.INVALID_PART
                    ? completeAsListed(upload, parts, e)
                    : Optional.of(e);
        }
    }

    /** The store's ETags may have changed (SSE-KMS): those of its listing count, if they are of the same parts. */
    private Optional<ObjectStoreException> completeAsListed(
            Upload upload, List<StoredPart> parts, ObjectStoreException invalidPart) {
        Map<Integer, ListedPart> listed = objects.listParts(upload).stream()
                .collect(Collectors.toMap(ListedPart::number, Function.identity(), (first, second) -> second));
        var renamed = new ArrayList<StoredPart>();
        for (var part : parts) {
            var found = listed.get(part.number());
            if (found == null || !found.isSameAs(part)) {
                return Optional.of(invalidPart);
            }
            renamed.add(part.withEtag(found.etag()));
        }
        try {
            objects.complete(upload, renamed);
            return Optional.empty();
        } catch (ObjectStoreException e) {
            return Optional.of(e);
        }
    }

    private StageEnd afterFailure(Hold hold, Job job, ObjectStoreException failure) {
        hold.mark();
        return switch (failure.reason()) {
            case NO_SUCH_UPLOAD, INVALID_PART ->
                isThere(job) ? new Outcome.Finished(hold) : anew(NewGeneration.Cause.UPLOAD_GONE);
            case UNAVAILABLE -> {
                if (isThere(job)) {
                    yield new Outcome.Finished(hold);
                }
                throw failure;
            }
            case OBJECT_NOT_FOUND, REJECTED -> throw failure;
        };
    }

    private boolean isThere(Job job) {
        var destination = job.findPreparation().orElseThrow().destination();
        long bytes = job.findCheckpoint().orElseThrow().uploaded().bytes();
        return objects.head(destination.upload().key())
                .filter(facts -> facts.proves(destination.owner(), bytes))
                .isPresent();
    }

    private static StageEnd anew(NewGeneration.Cause cause) {
        return new StageEnd.BeginAnew(cause);
    }
}
