package dev.tranche.messaging;

import dev.tranche.model.job.JobId;
import dev.tranche.model.message.CallbackMessage;
import dev.tranche.model.message.ChunkMessage;
import dev.tranche.model.message.QueuedMessage;
import dev.tranche.model.message.TraceHeaders;
import dev.tranche.model.message.Via;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our messages as AMQP messages and back: a JSON body and headers that read well in RabbitMQ's management pages (C61). Used
 * by the publisher and the listeners; safe for any thread.
 */
public final class MessageCodec {
    static final String VIA = "tranche-via";

    /** ISO-8601 in UTC with milliseconds: AMQP's own timestamp has whole seconds only. */
    static final String QUEUED_AT = "tranche-queued-at";

    private static final String CHUNK = "tranche.chunk";
    private static final String CALLBACK = "tranche.callback";

    private final JsonMapper json = JsonMapper.shared();
    private final InstantSource clock;

    /** {@code clock} is for the AMQP timestamp only, the time of publishing. */
    public MessageCodec(InstantSource clock) {
        this.clock = clock;
    }

    /** The message as it is published: persistent, its type, id and job in the properties. */
    public Message encode(QueuedMessage message, TraceHeaders trace) {
        if (message instanceof ChunkMessage chunk) {
            var body = body(chunk.jobId()).put("step", chunk.step());
            var properties = properties(chunk, chunk.jobId(), CHUNK, trace);
            properties.setHeader(VIA, chunk.via().wireName());
            properties.setHeader(QUEUED_AT, chunk.queuedAt().toString());
            return new Message(json.writeValueAsBytes(body), properties);
        }
        var callback = (CallbackMessage) message;
        var body = body(callback.jobId()).put("webhookId", callback.webhookId());
        return new Message(json.writeValueAsBytes(body), properties(callback, callback.jobId(), CALLBACK, trace));
    }

    private ObjectNode body(JobId jobId) {
        return json.createObjectNode().put("v", QueuedMessage.VERSION).put("jobId", jobId.value());
    }

    private MessageProperties properties(QueuedMessage message, JobId jobId, String type, TraceHeaders trace) {
        var properties = new MessageProperties();
        properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        properties.setContentEncoding(StandardCharsets.UTF_8.name());
        properties.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
        properties.setMessageId(message.id());
        properties.setCorrelationId(jobId.value());
        properties.setType(type);
        properties.setTimestamp(Date.from(clock.instant()));
        properties.setHeaders(new TreeMap<>(trace.byName()));
        return properties;
    }

    /**
     * The chunk message that this is.
     *
     * @throws Unparseable if it is none
     */
    public ChunkMessage chunk(Message message) {
        var body = read(message);
        var step = body.path("step");
        if (!step.isIntegralNumber() || !step.canConvertToLong() || step.asLong() < 0) {
            throw new Unparseable("a chunk message needs a step of 0 or more, found " + found(step));
        }
        return new ChunkMessage(jobId(body), step.asLong(), via(message), queuedAt(message));
    }

    /**
     * The callback message that this is.
     *
     * @throws Unparseable if it is none
     */
    public CallbackMessage callback(Message message) {
        var body = read(message);
        var webhookId = body.path("webhookId");
        if (!webhookId.isString() || webhookId.asString().isBlank()) {
            throw new Unparseable("a callback message needs a webhookId, found " + found(webhookId));
        }
        return new CallbackMessage(jobId(body), webhookId.asString());
    }

    /** The trace that the message belongs to; never fails, what is odd is left out. */
    public TraceHeaders trace(Message message) {
        var headers = new TreeMap<String, String>();
        for (String name : TraceHeaders.NAMES) {
            if (message.getMessageProperties().getHeaders().get(name) instanceof String value) {
                headers.put(name, value);
            }
        }
        return new TraceHeaders(Map.copyOf(headers));
    }

    private JsonNode read(Message message) {
        try {
            var body = json.readTree(message.getBody());
            if (!body.isObject() || !isOurVersion(body.path("v"))) {
                throw new Unparseable("a body is a JSON object of version " + QueuedMessage.VERSION + ", found "
                        + found(body.path("v")));
            }
            return body;
        } catch (JacksonException e) {
            throw new Unparseable("a body is JSON, found " + message.getBody().length + " other bytes", e);
        }
    }

    private static boolean isOurVersion(JsonNode version) {
        return version.isIntegralNumber() && version.asLong(0) == QueuedMessage.VERSION;
    }

    private static JobId jobId(JsonNode body) {
        var jobId = body.path("jobId");
        return JobId.parse(jobId.asString(""))
                .orElseThrow(() -> new Unparseable("a message needs a jobId, found " + found(jobId)));
    }

    private static Via via(Message message) {
        var found = message.getMessageProperties().getHeaders().get(VIA);
        return Via.find(String.valueOf(found))
                .orElseThrow(() -> new Unparseable("header " + VIA + " names no reason: " + found));
    }

    private static Instant queuedAt(Message message) {
        var found = message.getMessageProperties().getHeaders().get(QUEUED_AT);
        try {
            return Instant.parse(String.valueOf(found));
        } catch (DateTimeException e) {
            throw new Unparseable("header " + QUEUED_AT + " is no time: " + found, e);
        }
    }

    /** What stands in an error text: short, since it may be anything. */
    private static String found(JsonNode node) {
        var text = node.isMissingNode() ? "none" : node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
