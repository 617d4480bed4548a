package dev.tranche.worker.callback;

import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a connection on which an answer grows beyond the bound, or drips for longer than anybody waits for it. Micronaut's own bounds
 * only stop keeping the bytes and end a silence; it goes on reading for as long as the receiver sends. For connections that serve one
 * post.
 */
final class AnswerCap implements NettyClientCustomizer {
    private final int maxBytes;
    private final Duration lifetime;

    /**
     * @param maxBytes what an answer may take on the wire, its head and, for https, its encryption included
     * @param lifetime longer than a post may take behind the connection that it was waiting for
     */
    AnswerCap(int maxBytes, Duration lifetime) {
        this.maxBytes = maxBytes;
        this.lifetime = lifetime;
    }

    @Override
    public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        if (role == ChannelRole.CONNECTION) {
            channel.pipeline().addFirst("answer-cap", new Counter());
        }
        return this;
    }

    /** Counts what comes in. For one connection, on its event loop. */
    private final class Counter extends ChannelInboundHandlerAdapter {
        private long bytes;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            var unused = context.executor().schedule(() -> cut(context), lifetime.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            bytes += message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
            super.channelRead(context, message);
            if (bytes > maxBytes) {
                cut(context);
            }
        }

        /** Nobody waits for it: the posting thread has its status, or gets a failure. Once more does nothing. */
        private void cut(ChannelHandlerContext context) {
            var unused = context.close();
        }
    }
}
