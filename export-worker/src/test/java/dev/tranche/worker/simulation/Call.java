package dev.tranche.worker.simulation;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every external call of the protocol, in the order in which a job meets them: all that can be lost between two processes. A call that
 * is not in this list cannot be made in a simulation, so the list stays complete.
 */
public enum Call {
    // The gateway accepts (P1)
    LIVE_JOBS(Port.JOBS, "liveJobs"),
    INSERT(Port.JOBS, "insert"),
    PUBLISH(Port.BROKER, "publish"),
    // A delivery claims and keeps its claim (P2)
    FIND(Port.JOBS, "find"),
    NOW(Port.JOBS, "now"),
    CLAIM(Port.JOBS, "claim"),
    BEAT(Port.JOBS, "beat"),
    // Step 0 (P3)
    BEGIN(Port.JOBS, "begin"),
    ESTIMATE(Port.SPOOL, "estimate"),
    FREE_SPACE(Port.SPOOL, "freeBytes"),
    RESERVE(Port.JOBS, "reserve"),
    SNAPSHOT(Port.SPOOL, "snapshot"),
    PLAN(Port.SPOOL, "plan"),
    CREATE_UPLOAD(Port.OBJECTS, "createUpload"),
    PREPARE(Port.JOBS, "prepare"),
    // Work (P4, P5, P6)
    OPEN_SNAPSHOT(Port.SPOOL, "open"),
    TABLES(Port.JOBS, "tables"),
    UPLOAD_PART(Port.OBJECTS, "uploadPart"),
    COMMIT(Port.JOBS, "commit"),
    ACKNOWLEDGE(Port.BROKER, "acknowledge"),
    GIVE_BACK(Port.BROKER, "giveBack"),
    RELEASE(Port.JOBS, "release"),
    // The end (P8, P9)
    FINAL_CHECK(Port.SPOOL, "check"),
    SEAL(Port.JOBS, "seal"),
    PARTS(Port.JOBS, "parts"),
    COMPLETE(Port.OBJECTS, "complete"),
    PUT(Port.OBJECTS, "put"),
    HEAD(Port.OBJECTS, "head"),
    RESTART(Port.JOBS, "restart"),
    END(Port.JOBS, "end"),
    CANCEL(Port.JOBS, "cancel"),
    // Cleaning, and the end of the object (P9)
    LIST_SPOOL(Port.SPOOL, "list"),
    DELETE_SNAPSHOT(Port.SPOOL, "delete"),
    LIST_UPLOADS(Port.OBJECTS, "listUploads"),
    ABORT(Port.OBJECTS, "abort"),
    LIST_PARTS(Port.OBJECTS, "listParts"),
    DELETE_OBJECT(Port.OBJECTS, "delete"),
    CLEANED_ONCE(Port.JOBS, "cleanedOnce"),
    CLEANED_FOR_GOOD(Port.JOBS, "cleanedForGood"),
    EXPIRED(Port.JOBS, "expired"),
    CLEANING_POSTPONED(Port.JOBS, "cleaningPostponed"),
    // The callback (P9, I6)
    CLAIM_CALLBACK(Port.JOBS, "claimCallback"),
    POST(Port.RECEIVER, "post"),
    CALLBACK_TRIED(Port.JOBS, "callbackTried"),
    REPLAY_CALLBACK(Port.JOBS, "replayCallback"),
    // The sweeper (P11, P12, P22, P23)
    REPORT(Port.JOBS, "report"),
    LIVE(Port.JOBS, "live"),
    LIVE_AFTER(Port.JOBS, "liveAfter"),
    WORKERS(Port.JOBS, "workersSince"),
    QUEUE_DEPTHS(Port.BROKER, "depths"),
    CHECK_OBJECTS(Port.OBJECTS, "check"),
    REPAIR(Port.JOBS, "repair"),
    TIME_OUT(Port.JOBS, "timeOut"),
    DUE_FOR_CLEANING(Port.JOBS, "dueForCleaning"),
    DUE_FOR_CALLBACK(Port.JOBS, "dueForCallback"),
    CALLBACK_NUDGED(Port.JOBS, "callbackNudged"),
    DRAIN(Port.BROKER, "drain");

    private static final Map<Port, Map<String, Call>> BY_NAME = Arrays.stream(values())
            .collect(Collectors.groupingBy(Call::port, Collectors.toMap(call -> call.method, Function.identity())));

    private final Port port;
    private final String method;

    Call(Port port, String method) {
        this.port = port;
        this.method = method;
    }

    /** Where it goes to. */
    public Port port() {
        return port;
    }

    /** The name of the method. */
    String method() {
        return method;
    }

    /** The call of that name. */
    static Call of(Port port, String method) {
        var call = BY_NAME.get(port).get(method);
        if (call == null) {
            throw new AssertionError("the list of calls lacks " + port + "." + method);
        }
        return call;
    }
}
