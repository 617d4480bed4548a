package dev.tranche.messaging.test;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three private nodes of RabbitMQ in one cluster. Clients get the addresses of all and find a living one by themselves. */
public final class RabbitCluster implements AutoCloseable {
    private static final int SIZE = 3;

    private final List<RabbitNode> nodes;

    private RabbitCluster(List<RabbitNode> nodes) {
        this.nodes = nodes;
    }

    /** All nodes take connections; the test is skipped, with the reason, where no RabbitMQ is installed. */
    public static RabbitCluster start() {
        int epmdPort = RabbitNode.freePort();
        // The others join the first, which must be there to be joined.
        var first = RabbitNode.launch(settings(1, epmdPort)).awaitStart();
        var others = IntStream.rangeClosed(2, SIZE)
                .mapToObj(i -> RabbitNode.launch(settings(i, epmdPort)))
                .toList();
        others.forEach(RabbitNode::awaitStart);
        return new RabbitCluster(List.of(first, others.get(0), others.get(1)));
    }

    private static RabbitNode.Settings settings(int number, int epmdPort) {
        return new RabbitNode.Settings(
                name(number),
                epmdPort,
                List.of(
                        "cluster_formation.peer_discovery_backend = classic_config",
                        "cluster_formation.classic_config.nodes.1 = " + name(1) + "@localhost"),
                null);
    }

    private static String name(int number) {
        return "tranche" + number;
    }

    /** What gateway and worker are given: all addresses. */
    public TestBroker broker() {
        return new AllNodes(nodes.stream().map(RabbitNode::broker).toList());
    }

    /** The node that leads a queue, and thereby serves all who publish to it or consume from it. */
    public RabbitNode leaderOf(String queue) {
        var leader = column("leader").get(queue);
        return nodes.stream()
                .filter(node -> node.name().equals(leader))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node of ours leads " + queue + ": " + leader));
    }

    /** One that does not lead this queue. */
    public RabbitNode followerOf(String queue) {
        var leader = leaderOf(queue);
        return nodes.stream().filter(node -> node != leader).findFirst().orElseThrow();
    }

    /** The nodes that keep a copy, of all queues by name. */
    public Map<String, List<String>> members() {
        return column("members").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        row -> List.of(
                                row.getValue().replaceAll("[\\[\\]' ]", "").split(","))));
    }

    /** All that wait in any queue or are delivered and not acknowledged. */
    public long messages() {
        return column("messages").values().stream().mapToLong(Long::parseLong).sum();
    }

    /** Of all queues by name. */
    private Map<String, String> column(String name) {
        var alive = nodes.stream().filter(RabbitNode::isRunning).findFirst().orElseThrow();
        return alive.ctl("list_queues", "--quiet", "--no-table-headers", "name", name)
                .lines()
                .map(row -> row.split("\t", 2))
                .collect(Collectors.toMap(row -> row[0], row -> row[1].strip()));
    }

    @Override
    public void close() {
        nodes.forEach(RabbitNode::close);
    }

    /** The test's own connections go to the first node. */
    private record AllNodes(List<TestBroker> nodes) implements TestBroker {
        @Override
        public String product() {
            return nodes.get(0).product() + ", " + nodes.size() + " nodes";
        }

        @Override
        public String host() {
            return nodes.get(0).host();
        }

        @Override
        public int port() {
            return nodes.get(0).port();
        }

        @Override
        public String user() {
            return nodes.get(0).user();
        }

        @Override
        public String password() {
            return nodes.get(0).password();
        }

        @Override
        public Map<String, Object> springProperties() {
            var addresses =
                    nodes.stream().map(node -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
            return Map.of(
                    "spring.rabbitmq.addresses", addresses,
                    "spring.rabbitmq.username", user(),
                    "spring.rabbitmq.password", password());
        }
    }
}
