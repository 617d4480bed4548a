package dev.tranche.model.object;

/** What an object will be, said once when its upload is created. */
public record NewObject(ObjectKey key, String contentType, ObjectOwner owner) {
    public NewObject {
        if (!key.jobId().equals(owner.jobId())) {
            throw new IllegalArgumentException(owner.jobId() + " cannot own " + key);
        }
        if (contentType.isBlank()) {
            throw new IllegalArgumentException("content type of " + key + " is blank");
        }
    }

    /** The header that makes a browser save the object under the job's name, also by a presigned URL (C40). */
    public String contentDisposition() {
        return "attachment; filename=\"" + owner.jobId() + "." + key.extension() + "\"";
    }
}
