package dev.tranche.messaging.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** An exception with its stack trace, all indented, since the messages in it are others'. Made by Logback for a pattern's {@code %wEx}. */
public final class IndentedTrace extends ExtendedWhitespaceThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy exception) {
        return Margin.keep(super.throwableProxyToString(exception));
    }
}
