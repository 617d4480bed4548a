package dev.tranche.messaging.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An event's message and its key-values, further lines indented. Made by Logback for a pattern's {@code %m}. */
public final class IndentedMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return Margin.keep(super.convert(event) + keyValues(event));
    }

    /** Spring Boot's patterns leave them out, and with them which job the event is about. */
    private static String keyValues(ILoggingEvent event) {
        return Stream.ofNullable(event.getKeyValuePairs())
                .flatMap(List::stream)
                .map(pair -> " " + pair.key + "=" + pair.value)
                .collect(Collectors.joining());
    }
}
