package dev.tranche.standalone.quickstart;

import tools.jackson.databind.JsonNode;

/** What the progress line needs of a job's status. */
record JobView(String status, Tables tables, long bytesWritten, String errorMessage) {
    record Tables(int completed, int total) {}

    static JobView of(JsonNode result) {
        return new JobView(
                result.path("status").asString(),
                new Tables(
                        result.path("completedTables").asInt(0),
                        result.path("totalTables").asInt(0)),
                result.path("bytesWritten").asLong(0),
                result.path("errorMessage").asString(""));
    }

    boolean hasEnded() {
        return !status.equals("pending") && !status.equals("in_progress");
    }

    boolean isCompleted() {
        return status.equals("completed");
    }
}
