package dev.tranche.model.object;

import dev.tranche.model.fault.FaultPlan;
import dev.tranche.model.fault.Faults;
import dev.tranche.model.fault.Interception;
import dev.tranche.model.object.ObjectStoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Passes every call on to another store and lets {@link FaultPlan}s strike before or after; the plans name the calls as
 * {@link ObjectStoreOperation#wireName} does. A failed call after its effect is an answer that got lost.
 */
public final class FaultyObjectStore implements ObjectStore {
    private final ObjectStore store;
    private final Faults faults = new Faults(FaultyObjectStore::unavailable);
    private final Interception around;

    public FaultyObjectStore(ObjectStore store) {
        this.store = store;
        this.around = faults;
    }

    /** With this around every call in place of plans. */
    public FaultyObjectStore(ObjectStore store, Interception around) {
        this.store = store;
        this.around = around;
    }

    /** What a store throws of which it is unknown whether it did what was asked. */
    public static ObjectStoreException unavailable(String call) {
        return failure(call, Reason.UNAVAILABLE, "InternalError");
    }

    /** What a store throws for that reason, for {@link FaultPlan#failWith}. */
    public static ObjectStoreException failure(String call, Reason reason, String code) {
        for (var operation : ObjectStoreOperation.values()) {
            if (operation.wireName().equals(call)) {
                return new ObjectStoreException(operation, "a test's object", reason, code, "a fault of the test");
            }
        }
        throw new IllegalArgumentException("an object store has no call " + call);
    }

    public void fail(FaultPlan plan) {
        faults.add(plan);
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public Upload createUpload(NewObject object, PartSize partSize) {
        return around.around("createUpload", () -> store.createUpload(object, partSize));
    }

    @Override
    public StoredPart uploadPart(Upload upload, Part part) {
        var sent = sent(part);
        return around.around("uploadPart", () -> store.uploadPart(upload, sent));
    }

    /** What arrives is what the caller's buffer held when it was sent, however late. */
    private static Part sent(Part part) {
        try (var in = part.body().open()) {
            return new Part(part.number(), PartBody.of(in.readAllBytes()), part.sha256(), part.crc64());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void complete(Upload upload, List<StoredPart> parts) {
        around.around("complete", () -> store.complete(upload, parts));
    }

    @Override
    public void abort(Upload upload) {
        around.around("abort", () -> store.abort(upload));
    }

    @Override
    public List<ListedPart> listParts(Upload upload) {
        return around.around("listParts", () -> store.listParts(upload));
    }

    @Override
    public List<OpenUpload> listUploads(ObjectKey key) {
        return around.around("listUploads", () -> store.listUploads(key));
    }

    @Override
    public List<OpenUpload> listUploads() {
        return around.around("listUploads", () -> store.listUploads());
    }

    @Override
    public void put(NewObject object, byte[] body) {
        around.around("put", () -> store.put(object, body));
    }

    @Override
    public Optional<ObjectFacts> head(ObjectKey key) {
        return around.around("head", () -> store.head(key));
    }

    @Override
    public InputStream read(ObjectKey key) {
        return around.around("read", () -> store.read(key));
    }

    @Override
    public InputStream read(ObjectKey key, ByteRange range) {
        return around.around("read", () -> store.read(key, range));
    }

    @Override
    public Optional<URI> presign(ObjectKey key, Duration validFor) {
        return around.around("presign", () -> store.presign(key, validFor));
    }

    @Override
    public void delete(ObjectKey key) {
        around.around("delete", () -> store.delete(key));
    }

    @Override
    public void check() {
        around.around("check", store::check);
    }
}
