package dev.tranche.worker.callback;

/**
 * Posts callbacks, signed (C58). Thread-safe. It follows no redirect and connects to no address that was not checked, so that a caller
 * can make it speak to nobody whom the operator did not mean.
 */
interface CallbackSender {
    /** Posts once and returns within a bounded time. Failures are answers, never exceptions. */
    CallbackAnswer post(CallbackRequest request);
}
