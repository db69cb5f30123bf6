// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The fields of a record, all of which must be there. */
record Fields(JsonNode object) {

    JsonNode node(String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            throw new IllegalArgumentException("it has no field '" + name + "'");
        }
        return node;
    }

    String text(String name) {
        JsonNode node = node(name);
        if (!node.isTextual()) {
            throw new IllegalArgumentException("its field '" + name + "' is no text: " + node);
        }
        return node.textValue();
    }

    boolean flag(String name) {
        JsonNode node = node(name);
        if (!node.isBoolean()) {
            throw new IllegalArgumentException("its field '" + name + "' is neither true nor false: " + node);
        }
        return node.booleanValue();
    }

    int integer(String name) {
        JsonNode node = node(name);
        if (!node.isInt()) {
            throw new IllegalArgumentException("its field '" + name + "' is no whole number: " + node);
        }
        return node.intValue();
    }

    double number(String name) {
        JsonNode node = node(name);
        if (!node.isNumber()) {
            throw new IllegalArgumentException("its field '" + name + "' is no number: " + node);
        }
        return node.doubleValue();
    }

    OptionalDouble optionalNumber(String name) {
        return node(name).isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(name));
    }

    List<Long> extents(String name) {
        return extents(node(name));
    }

    static List<Long> extents(JsonNode shape) {
        List<Long> extents = new ArrayList<>();
        shape.forEach(extent -> extents.add(extent.asLong()));
        return extents;
    }

    List<String> list(String name) {
        if (!node(name).isArray()) {
            throw new IllegalArgumentException("its field '" + name + "' is no list: " + node(name));
        }
        List<String> list = new ArrayList<>();
        for (JsonNode element : node(name)) {
            if (!element.isTextual()) {
                throw new IllegalArgumentException(
                        "its field '" + name + "' holds something that is no text: " + element);
            }
            list.add(element.textValue());
        }
        return list;
    }

    Set<Integer> integers(String name) {
        Set<Integer> integers = new LinkedHashSet<>();
        for (JsonNode element : node(name)) {
            if (!element.isInt()) {
                throw new IllegalArgumentException(
                        "its field '" + name + "' holds something that is no whole number: " + element);
            }
            integers.add(element.intValue());
        }
        return integers;
    }

    Map<String, Long> counts(String name) {
        Map<String, Long> counts = new LinkedHashMap<>();
        node(name)
                .properties()
                .forEach(field -> counts.put(field.getKey(), field.getValue().asLong()));
        return counts;
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        node(name)
                .properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
