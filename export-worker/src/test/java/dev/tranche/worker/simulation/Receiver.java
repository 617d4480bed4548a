package dev.tranche.worker.simulation;

import dev.tranche.model.fault.Interception;
import java.util.ArrayList;
import java.util.List;

/** Who is called when jobs end: keeps every post, also one whose answer is lost. */
public final class Receiver {
    /** What came. */
    public record Post(String webhookId, String body) {}

    private final Interception around;
    private final List<Post> posts = new ArrayList<>();

    public Receiver(Interception around) {
        this.around = around;
    }

    /** Takes a post; false if its sender gets no answer. */
    public boolean take(Post post) {
        try {
            around.around("post", () -> posts.add(post));
            return true;
        } catch (Port.NoAnswer e) {
            return false;
        }
    }

    /** Everything that came, in order. */
    public List<Post> posts() {
        return List.copyOf(posts);
    }
}
