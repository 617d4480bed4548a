package dev.tranche.model.object;

/** The calls of {@link ObjectStore} by name, for failures, metrics and the faults of tests. */
public enum ObjectStoreOperation {
    CREATE_UPLOAD("createUpload"),
    UPLOAD_PART("uploadPart"),
    COMPLETE("complete"),
    ABORT("abort"),
    LIST_PARTS("listParts"),
    LIST_UPLOADS("listUploads"),
    PUT("put"),
    HEAD("head"),
    READ("read"),
    PRESIGN("presign"),
    DELETE("delete"),
    CHECK("check");

    private final String wireName;

    ObjectStoreOperation(String wireName) {
        this.wireName = wireName;
    }

    /** The method's name, as logs and metrics show it. */
    public String wireName() {
        return wireName;
    }
}
