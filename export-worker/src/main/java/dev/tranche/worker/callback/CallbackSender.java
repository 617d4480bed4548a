package dev.tranche.worker.callback;

/**
 * Posts callbacks. Thread-safe. The place where signatures (C58) and the check of the address that is connected to will go; it
 * follows no redirect, so that the address asked for is the only one connected to.
 */
interface CallbackSender {
    /** Posts once and returns within a bounded time. Failures are answers, never exceptions. */
    CallbackAnswer post(CallbackRequest request);
}
