package dev.tranche.storage.object;

import dev.tranche.model.object.ObjectKey;
import dev.tranche.model.object.PartSize;
import dev.tranche.model.object.Upload;
import dev.tranche.model.object.UploadId;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * An upload of the folder store, all of which is in the name of its temporary file:
 * {@code {object's file name}~{part bytes}-{random}.upload}. No object's name contains a tilde, so neither can be taken
 * for the other, and a listing needs to open nothing.
 */
record FolderUpload(Upload upload, PartSize partSize) {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_LETTERS = 20;
    private static final Pattern ID = Pattern.compile("(?<bytes>\\d{1,10})-[a-z0-9]{20}");
    private static final Pattern FILE_NAME = Pattern.compile("(?<object>[^~]+)~(?<id>[^~]+)\\.upload");

    /** A new one; {@code random} only has to avoid names that were used before. */
    static FolderUpload create(ObjectKey key, PartSize partSize, RandomGenerator random) {
        var id = new StringBuilder().append(partSize.bytes()).append('-');
        random.ints(RANDOM_LETTERS, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
        return new FolderUpload(new Upload(key, new UploadId(id.toString())), partSize);
    }

    /** What the id says; empty if it is not of this store's making, for instance after a change of configuration. */
    static Optional<FolderUpload> of(Upload upload) {
        var id = ID.matcher(upload.id().value());
        return id.matches()
                ? Optional.of(new FolderUpload(upload, new PartSize(Long.parseLong(id.group("bytes")))))
                : Optional.empty();
    }

    /** The upload whose temporary file has this name; empty for every other file. */
    static Optional<FolderUpload> ofFileName(String fileName) {
        var name = FILE_NAME.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        return ObjectKey.parse(ObjectKey.PREFIX + name.group("object"))
                .flatMap(key -> of(new Upload(key, new UploadId(name.group("id")))));
    }

    String fileName() {
        return upload.key().fileName() + "~" + upload.id() + ".upload";
    }
}
