// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.rule;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.merge.rule.RuleSource.Share;

/**
 * Makes rules of what a data file says, and refuses what it does not know.
 *
 * @param file the file, for messages
 * @param suite whose rules it holds
 */
record RuleData(String file, Optional<OfficialSuite> suite) {

    private static final Set<String> SUITE_KEYS =
            Set.of("content", "code", "contact", "parts", "rules", "shares", "skeleton");
    private static final Set<String> RULE_KEYS =
            Set.of("id", "since", "needs", "severity", "applies", "title", "broken", "remedy", "source");

    SuiteRules suite(@Nullable Object root) {
        Map<?, ?> data = map(root, "the file");
        onlyKnown(data, SUITE_KEYS, "the file");
        List<Part> parts = new ArrayList<>();
        map(data.get("parts"), "parts")
                .forEach((role, paths) -> parts.add(new Part(
                        String.valueOf(role),
                        texts(paths, "parts." + role).stream()
                                .map(PathPattern::of)
                                .toList())));
        Map<String, Share> shares = shares(data);
        List<Rule> rules = list(data.get("rules"), "rules").stream()
                .map(item -> rule(item).followedBy(shares))
                .toList();
        return new SuiteRules(
                suite,
                texts(data.get("content"), "content"),
                texts(data.get("code"), "code"),
                parts,
                rules,
                shares,
                layout(data.get("skeleton")),
                text(data, "contact", "the file"));
    }

    private Map<String, Share> shares(Map<?, ?> data) {
        Map<String, Share> shares = new LinkedHashMap<>();
        entries(data, "shares").forEach((id, share) -> {
            Map<?, ?> counted = map(share, "shares." + id);
            onlyKnown(counted, Set.of("followed", "of"), "shares." + id);
            shares.put(
                    id, new Share(number(counted, "followed", "shares." + id), number(counted, "of", "shares." + id)));
        });
        return shares;
    }

    private ModelLayout layout(@Nullable Object value) {
        Map<?, ?> data = value == null ? Map.of() : map(value, "skeleton");
        onlyKnown(data, Set.of("values", "places", "files", "own", "covered"), "skeleton");
        Map<String, List<String>> places = new LinkedHashMap<>();
        entries(data, "places").forEach((name, list) -> places.put(name, texts(list, "skeleton.places." + name)));
        Map<String, ModelLayout.NewFile> files = new LinkedHashMap<>();
        entries(data, "files").forEach((id, file) -> {
            Map<?, ?> parts = map(file, "skeleton.files." + id);
            onlyKnown(parts, Set.of("file", "template"), "skeleton.files." + id);
            files.put(id, new ModelLayout.NewFile(optional(parts, "file"), optional(parts, "template")));
        });
        Map<String, Map<String, String>> own = new LinkedHashMap<>();
        entries(data, "own").forEach((id, values) -> own.put(id, strings(map(values, "skeleton.own." + id))));
        return new ModelLayout(
                strings(entries(data, "values")),
                places,
                files,
                own,
                new LinkedHashSet<>(texts(data.get("covered"), "skeleton.covered")));
    }

    private Map<String, Object> entries(Map<?, ?> data, String key) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (data.containsKey(key)) {
            map(data.get(key), key).forEach((name, value) -> entries.put(String.valueOf(name), value));
        }
        return entries;
    }

    private Map<String, String> strings(Map<?, ?> data) {
        Map<String, String> strings = new LinkedHashMap<>();
        data.keySet().forEach(key -> strings.put(String.valueOf(key), optional(data, String.valueOf(key))));
        return strings;
    }

    private Rule rule(@Nullable Object item) {
        Map<?, ?> data = map(item, "a rule");
        String id = text(data, "id", "a rule");
        onlyKnown(data, RULE_KEYS, id);
        Map<?, ?> remedy = map(data.get("remedy"), id + ".remedy");
        onlyKnown(remedy, Set.of("en", "zh", "file", "template"), id + ".remedy");
        return new Rule(
                id,
                suite,
                date(text(data, "since", id), id),
                new LinkedHashSet<>(texts(data.get("needs"), id + ".needs")),
                constant(RuleSeverity.class, text(data, "severity", id), id),
                new LinkedHashSet<>(texts(data.get("applies"), id + ".applies")),
                words(map(data.get("title"), id + ".title"), id + ".title"),
                words(map(data.get("broken"), id + ".broken"), id + ".broken"),
                new Remedy(words(remedy, id + ".remedy"), optional(remedy, "file"), optional(remedy, "template")),
                source(map(data.get("source"), id + ".source"), id));
    }

    private RuleSource source(Map<?, ?> data, String id) {
        onlyKnown(data, Set.of("kind", "document"), id + ".source");
        return new RuleSource(
                constant(RuleSource.Kind.class, text(data, "kind", id), id),
                optional(data, "document"),
                Optional.empty());
    }

    private Words words(Map<?, ?> data, String of) {
        return new Words(text(data, "en", of), text(data, "zh", of));
    }

    private <E extends Enum<E>> E constant(Class<E> type, String name, String of) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(of + ": there is no " + name);
        }
    }

    private LocalDate date(String text, String of) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(of + ": '" + text + "' is no date; put it in quotes");
        }
    }

    private int number(Map<?, ?> data, String key, String of) {
        if (data.get(key) instanceof Integer number) {
            return number;
        }
        throw wrong(of + "." + key + " is no number");
    }

    private String text(Map<?, ?> data, String key, String of) {
        String text = optional(data, key);
        if (text.isEmpty()) {
            throw wrong(of + " has no " + key);
        }
        return text;
    }

    private String optional(Map<?, ?> data, String key) {
        Object value = data.get(key);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key + " is no text: " + value);
    }

    private List<String> texts(@Nullable Object value, String of) {
        return list(value, of).stream()
                .map(item -> {
                    if (item instanceof String text) {
                        return text;
                    }
                    throw wrong(of + " holds what is no text: " + item);
                })
                .toList();
    }

    private List<?> list(@Nullable Object value, String of) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(of + " is no list");
    }

    private Map<?, ?> map(@Nullable Object value, String of) {
        if (value == null && of.equals("parts")) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(of + " is no mapping");
    }

    private void onlyKnown(Map<?, ?> data, Set<String> known, String of) {
        for (Object key : data.keySet()) {
            if (!(key instanceof String name) || !known.contains(name)) {
                throw wrong(of + " has an unknown key: " + key);
            }
        }
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException(file + ": " + what);
    }
}
