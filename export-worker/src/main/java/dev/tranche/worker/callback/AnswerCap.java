package dev.tranche.worker.callback;

import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * Cuts a connection on which an answer grows beyond the bound. Micronaut's own bound only stops keeping the bytes; it goes on reading
 * them for as long as the receiver sends.
 */
final class AnswerCap implements NettyClientCustomizer {
    private final int maxBytes;

    /** @param maxBytes what one answer may take on the wire, its head and, for https, its encryption included */
    AnswerCap(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        if (role == ChannelRole.CONNECTION) {
            channel.pipeline().addFirst("answer-cap", new Counter(maxBytes));
        }
        return this;
    }

    /** Counts what comes in since something went out last. For one connection, on its event loop. */
    private static final class Counter extends ChannelDuplexHandler {
        private final int maxBytes;
        private long bytes;

        Counter(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            bytes = 0;
            super.write(context, message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            bytes += message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
            super.channelRead(context, message);
            if (bytes > maxBytes) {
                var unused =
                        context.close(); // Nobody waits for it: the posting thread has its status, or gets a failure.
            }
        }
    }
}
