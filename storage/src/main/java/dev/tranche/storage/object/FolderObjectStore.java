package dev.tranche.storage.object;

import static dev.tranche.storage.object.FolderFailures.translating;

import dev.tranche.model.object.ByteRange;
import dev.tranche.model.object.ListedPart;
import dev.tranche.model.object.NewObject;
import dev.tranche.model.object.ObjectFacts;
import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.ObjectStore;
import dev.tranche.model.object.ObjectStoreException;
import dev.tranche.model.object.ObjectStoreException.Reason;
import dev.tranche.model.object.ObjectStoreOperation;
import dev.tranche.model.object.OpenUpload;
import dev.tranche.model.object.Part;
import dev.tranche.model.object.PartBody;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.Provenance;
import dev.tranche.model.object.StoredPart;
import dev.tranche.model.object.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Objects as files of a local or shared folder (P20). An upload is a temporary file beside its object-to-be, part
 * <i>n</i> goes to {@code (n-1) × part size}, and Complete renames, so nothing is ever copied. Every part is on the disk
 * before its call returns (I2). Keeps no metadata: name and size have to prove an object (P8).
 *
 * <p>Safe for use by many threads and many processes. Never creates its folder after it was constructed, so that a share
 * that is not mounted is a failure and not an empty store.
 */
final class FolderObjectStore implements ObjectStore {
    private final Path folder;
    private final Path exports;
    private final RandomGenerator random;

    /**
     * Makes the folder if it is missing.
     *
     * @param random names uploads; must be safe for use by many threads
     */
    FolderObjectStore(Path folder, RandomGenerator random) {
        this.folder = folder.toAbsolutePath().normalize();
        this.exports = this.folder.resolve(ObjectKey.PREFIX);
        this.random = random;
        translating(ObjectStoreOperation.CHECK, this.folder.toString(), () -> Files.createDirectories(exports));
    }

    @Override
    public Upload createUpload(NewObject object, PartSize partSize) {
        return translating(ObjectStoreOperation.CREATE_UPLOAD, object.key().value(), () -> {
            var upload = FolderUpload.create(object.key(), partSize, random);
            FolderFiles.createNew(fileOf(upload));
            return upload.upload();
        });
    }

    @Override
    public StoredPart uploadPart(Upload upload, Part part) {
        var operation = ObjectStoreOperation.UPLOAD_PART;
        var mine = requireUpload(operation, upload);
        if (part.body().bytes() > mine.partSize().bytes()) {
            throw new ObjectStoreException(
                    operation,
                    upload.key().value(),
                    Reason.REJECTED,
                    "PartTooLarge",
                    "part " + part.number() + " has " + part.body().bytes() + " bytes, the upload was created for "
                            + mine.partSize().bytes());
        }
        return translating(operation, upload.key().value(), () -> {
            try {
                FolderFiles.write(fileOf(mine), mine.partSize().offsetOf(part.number()), part.body());
            } catch (NoSuchFileException e) {
                throw noSuchUpload(operation, upload);
            }
            return part.storedAs(part.crc64().text());
        });
    }

    @Override
    public void complete(Upload upload, List<StoredPart> parts) {
        var operation = ObjectStoreOperation.COMPLETE;
        var mine = requireUpload(operation, upload);
        translating(operation, upload.key().value(), () -> {
            try {
                requireLength(mine, parts, Files.size(fileOf(mine)));
                FolderFiles.publish(fileOf(mine), fileOf(upload.key()));
            } catch (NoSuchFileException e) {
                throw noSuchUpload(operation, upload);
            }
            return upload;
        });
    }

    /** The parts must follow each other without a gap and end where the file ends (P20). */
    private static void requireLength(FolderUpload upload, List<StoredPart> parts, long fileBytes) {
        long end = 0;
        for (var part : parts) {
            if (upload.partSize().offsetOf(part.number()) != end) {
                throw invalidPart(upload, "part " + part.number() + " does not begin where the one before it ends");
            }
            end += part.bytes();
        }
        if (end != fileBytes) {
            throw invalidPart(upload, "the parts have " + end + " bytes, the temporary file has " + fileBytes);
        }
    }

    private static ObjectStoreException invalidPart(FolderUpload upload, String detail) {
        var key = upload.upload().key().value();
        return new ObjectStoreException(ObjectStoreOperation.COMPLETE, key, Reason.INVALID_PART, "InvalidPart", detail);
    }

    @Override
    public void abort(Upload upload) {
        translating(ObjectStoreOperation.ABORT, upload.key().value(), () -> {
            var mine = FolderUpload.of(upload);
            if (mine.isPresent()) {
                FolderFiles.delete(fileOf(mine.get()));
            }
            return upload;
        });
    }

    /**
     * The parts that the temporary file is long enough for, each with the CRC-64 of the bytes that are there now: one
     * that was never written or only in part is in the list but is not the checkpoint's. Reads the whole file.
     */
    @Override
    public List<ListedPart> listParts(Upload upload) {
        return translating(ObjectStoreOperation.LIST_PARTS, upload.key().value(), () -> {
            var mine = FolderUpload.of(upload);
            try {
                return mine.isPresent()
                        ? FolderParts.in(fileOf(mine.get()), mine.get().partSize())
                        : List.of();
            } catch (NoSuchFileException e) {
                requireFolder();
                return List.of();
            }
        });
    }

    @Override
    public List<OpenUpload> listUploads(ObjectKey key) {
        return listUploads(key.value(), upload -> upload.key().equals(key));
    }

    @Override
    public List<OpenUpload> listUploads() {
        return listUploads(ObjectKey.PREFIX, upload -> true);
    }

    /** A listing shows the time of the last write, since a file system may not know when a file was made. */
    private List<OpenUpload> listUploads(String subject, Predicate<Upload> wanted) {
        return translating(ObjectStoreOperation.LIST_UPLOADS, subject, () -> {
            var open = new ArrayList<OpenUpload>();
            try (var files = Files.newDirectoryStream(exports, "*.upload")) {
                for (var file : files) {
                    var upload = FolderUpload.ofFileName(file.getFileName().toString())
                            .map(FolderUpload::upload)
                            .filter(wanted);
                    if (upload.isPresent()) {
                        facts(file).ifPresent(f -> open.add(new OpenUpload(upload.get(), f.storedAt())));
                    }
                }
            }
            return List.copyOf(open);
        });
    }

    @Override
    public void put(NewObject object, byte[] body) {
        translating(ObjectStoreOperation.PUT, object.key().value(), () -> {
            var temporary = fileOf(FolderUpload.create(object.key(), new PartSize(Math.max(1, body.length)), random));
            FolderFiles.createNew(temporary);
            FolderFiles.write(temporary, 0, PartBody.of(body));
            FolderFiles.publish(temporary, fileOf(object.key()));
            return object;
        });
    }

    @Override
    public Optional<ObjectFacts> head(ObjectKey key) {
        return translating(ObjectStoreOperation.HEAD, key.value(), () -> {
            var facts = facts(fileOf(key));
            if (facts.isEmpty()) {
                requireFolder();
            }
            return facts;
        });
    }

    private static Optional<ObjectFacts> facts(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            var time = attributes.lastModifiedTime().toInstant();
            var etag = Long.toHexString(attributes.size()) + "-" + Long.toHexString(time.toEpochMilli());
            return attributes.isRegularFile()
                    ? Optional.of(new ObjectFacts(attributes.size(), etag, time, new Provenance.NotKept()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream read(ObjectKey key) {
        return open(key);
    }

    @Override
    public InputStream read(ObjectKey key, ByteRange range) {
        var in = open(key);
        return translating(ObjectStoreOperation.READ, key.value(), () -> BoundedStream.of(in, range));
    }

    private InputStream open(ObjectKey key) {
        return translating(ObjectStoreOperation.READ, key.value(), () -> {
            try {
                return Files.newInputStream(fileOf(key), LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                requireFolder();
                throw new ObjectStoreException(
                        ObjectStoreOperation.READ, key.value(), Reason.OBJECT_NOT_FOUND, "NoSuchFile", e);
            }
        });
    }

    @Override
    public Optional<URI> presign(ObjectKey key, Duration validFor) {
        return Optional.empty();
    }

    @Override
    public void delete(ObjectKey key) {
        translating(ObjectStoreOperation.DELETE, key.value(), () -> {
            FolderFiles.delete(fileOf(key));
            return key;
        });
    }

    @Override
    public void check() {
        translating(ObjectStoreOperation.CHECK, folder.toString(), () -> {
            requireFolder();
            if (!Files.isWritable(exports)) {
                throw new ObjectStoreException(
                        ObjectStoreOperation.CHECK, folder.toString(), Reason.REJECTED, "NotWritable", "cannot write");
            }
            return folder;
        });
    }

    /** Tells "no such file" from "no such folder", which says nothing about the file. */
    private void requireFolder() throws IOException {
        if (!Files.isDirectory(exports)) {
            throw new NoSuchFileException(exports.toString(), null, "the objects folder is not there");
        }
    }

    private FolderUpload requireUpload(ObjectStoreOperation operation, Upload upload) {
        return FolderUpload.of(upload)
                .orElseThrow(() -> translating(operation, upload.key().value(), () -> noSuchUpload(operation, upload)));
    }

    private ObjectStoreException noSuchUpload(ObjectStoreOperation operation, Upload upload) throws IOException {
        requireFolder();
        return new ObjectStoreException(
                operation, upload.key().value(), Reason.NO_SUCH_UPLOAD, "NoSuchUpload", "no upload " + upload.id());
    }

    private Path fileOf(ObjectKey key) {
        return exports.resolve(key.fileName());
    }

    private Path fileOf(FolderUpload upload) {
        return exports.resolve(upload.fileName());
    }

    @Override
    public String toString() {
        return "folder " + folder;
    }
}
