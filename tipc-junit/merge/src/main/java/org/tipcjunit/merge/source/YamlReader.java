// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.merge.change.FileContent;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML into a flat list of values; makes no objects, and bounds what aliases may expand to. */
final class YamlReader {

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 200;
    private static final int MOST_ENTRIES = 50_000;

    /** What is merged again and again adds no entry, and takes its time all the same. */
    private static final int MOST_VISITS = 4 * MOST_ENTRIES;

    /** How OpenCV begins what it stores, which it reads itself, and no reader of YAML does. */
    private static final String OF_OPENCV = "%YAML:";

    private static final String PLAIN_TAGS = "tag:yaml.org,2002:";

    private final Map<String, YamlValue> entries = new LinkedHashMap<>();
    private final Map<String, Integer> twice = new LinkedHashMap<>();
    private int visited;

    private YamlReader() {}

    static YamlFile read(FileContent content) {
        if (!content.isText()) {
            return broken(content, "it is no text that can be read", 1);
        }
        if (content.text().startsWith(OF_OPENCV)) {
            return new YamlFile(content.path(), Optional.empty(), Map.of(), Map.of());
        }
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(Math.max(1, content.text().length() + 1));
        // Nothing is made of a tag here, so that mkdocs may have those of Python.
        options.setTagInspector(tag -> true);
        YamlReader reader = new YamlReader();
        try {
            Composer composer =
                    new Composer(new ParserImpl(new StreamReader(content.text()), options), new Resolver(), options);
            if (composer.checkNode()) {
                reader.add("", composer.getNode(), 0);
            }
            return new YamlFile(content.path(), Optional.empty(), reader.entries, reader.twice);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            return broken(content, String.valueOf(e.getProblem()), line);
        } catch (YAMLException e) {
            return broken(
                    content, String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML"), 1);
        }
    }

    private static YamlFile broken(FileContent content, String what, int line) {
        return new YamlFile(content.path(), Optional.of(new Fault(what, line)), Map.of(), Map.of());
    }

    private void add(String way, Node node, int depth) {
        visited++;
        if (entries.size() > MOST_ENTRIES || visited > MOST_VISITS || depth > DEEPEST) {
            throw new YAMLException("its aliases expand to too much");
        }
        int line = node.getStartMark().getLine() + 1;
        if (node instanceof ScalarNode scalar) {
            entries.putIfAbsent(way, new YamlValue(scalar.getValue(), tag(node), line));
        } else if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                add(below(way, String.valueOf(index++)), item, depth + 1);
            }
            mark(way, node, sequence.getValue(), line);
        } else if (node instanceof MappingNode mapping) {
            addMapping(way, mapping, depth);
            mark(way, node, mapping.getValue(), line);
        }
    }

    /** What a mapping says itself counts before what it merges from others. */
    private void addMapping(String way, MappingNode mapping, int depth) {
        Set<String> own = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && !isMerge(key) && !own.add(key.getValue())) {
                twice.put(below(way, key.getValue()), key.getStartMark().getLine() + 1);
            }
            if (!isMerge(entry.getKeyNode())) {
                String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                add(below(way, name), entry.getValueNode(), depth + 1);
            }
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (isMerge(entry.getKeyNode())) {
                List<Node> merged = entry.getValueNode() instanceof SequenceNode several
                        ? several.getValue()
                        : List.of(entry.getValueNode());
                merged.forEach(other -> add(way, other, depth + 1));
            }
        }
    }

    /** A tag, or an empty collection, has no value of its own, and is there all the same. */
    private void mark(String way, Node node, List<?> parts, int line) {
        if (way.isEmpty()) {
            return;
        }
        if (parts.isEmpty() || !tag(node).isEmpty()) {
            entries.putIfAbsent(way, new YamlValue("", tag(node), line));
        }
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar && scalar.getValue().equals("<<");
    }

    private static String below(String way, String name) {
        return way.isEmpty() ? name : way + "." + name;
    }

    private static String tag(Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith(PLAIN_TAGS) ? "" : tag.substring(tag.startsWith("!") ? 1 : 0);
    }
}
