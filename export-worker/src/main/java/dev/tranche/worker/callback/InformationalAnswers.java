package dev.tranche.worker.callback;

import io.micronaut.http.client.netty.NettyClientCustomizer;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;

/**
 * Skips answers that only say that the final one is to come, however many: Micronaut would take the first of them for the status. They
 * count for the bounds of the post like everything else. 101 is none of them, since nobody asked for another protocol. Source:
 * RFC 9110, 15.2. For connections that serve one post.
 */
final class InformationalAnswers implements NettyClientCustomizer {
    @Override
    public NettyClientCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        return role == ChannelRole.CONNECTION ? new OfConnection(channel) : this;
    }

    private record OfConnection(Channel channel) implements NettyClientCustomizer {
        @Override
        public void onStreamPipelineBuilt() {
            channel.pipeline()
                    .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_CLIENT_CODEC, "informational", new Skipping());
        }
    }

    /** For one connection, on its event loop. */
    private static final class Skipping extends ChannelInboundHandlerAdapter {
        private boolean skipping;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof HttpResponse response) {
                skipping = isInformational(response.status());
            }
            if (skipping) {
                ReferenceCountUtil.release(message);
                context.read();
            } else {
                super.channelRead(context, message);
            }
        }

        private static boolean isInformational(HttpResponseStatus status) {
            return status.codeClass() == HttpStatusClass.INFORMATIONAL
                    && !status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        }
    }
}
