package dev.tranche.messaging;

import dev.tranche.model.message.MessageQueue;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;

/** Our messages, encoded and sent with a confirm. */
final class RabbitConfirmedPublisher implements ConfirmedPublisher {
    private final ConfirmedSend send;
    private final MessageCodec codec;

    RabbitConfirmedPublisher(ConfirmedSend send, MessageCodec codec) {
        this.send = send;
        this.codec = codec;
    }

    @Override
    public void publish(MessageQueue queue, QueuedMessage message, TraceHeaders trace) {
        send.send(queue, message.id(), codec.encode(message, trace));
    }
}
