package dev.tranche.gateway.admission;

import dev.tranche.gateway.error.Refused;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The members of a JSON object in a request, by type. A member that is null counts as absent. Each method refuses with a 400 that
 * names the member.
 */
final class OrderMembers {
    private final JsonNode object;
    private final String prefix;

    /** @param prefix what stands before a member's name in a refusal, such as {@code csv.} */
    OrderMembers(JsonNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /** Refuses a member of another name. */
    void requireOnly(Set<String> names) {
        for (String name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw Refused.badRequest("Unknown member '" + prefix + name + "'");
            }
        }
    }

    /** A member of any type. */
    Optional<JsonNode> find(String name) {
        var value = object.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> findText(String name) {
        var value = find(name);
        if (value.isPresent() && !value.get().isString()) {
            throw refused(name, "must be a string");
        }
        return value.map(JsonNode::asString);
    }

    Optional<Boolean> findFlag(String name) {
        var value = find(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw refused(name, "must be true or false");
        }
        return value.map(JsonNode::asBoolean);
    }

    /** Whether the member is there and true. */
    boolean isTrue(String name) {
        return findFlag(name).orElse(false);
    }

    Optional<OrderMembers> findObject(String name) {
        var value = find(name);
        if (value.isPresent() && !value.get().isObject()) {
            throw refused(name, "must be a JSON object");
        }
        return value.map(node -> new OrderMembers(node, prefix + name + "."));
    }

    /** The refusal of a member: its name, then what is wrong. */
    Refused refused(String name, String why) {
        return Refused.badRequest("'" + prefix + name + "' " + why);
    }
}
