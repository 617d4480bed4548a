package dev.tranche.messaging.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** An event's message, further lines indented. Made by Logback for a pattern's {@code %m}. */
public final class IndentedMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return Margin.keep(super.convert(event));
    }
}
