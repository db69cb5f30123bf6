// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts certificates together that are about one model. */
final class Models {

    /** Of one run, what is not as it was written comes last. */
    private static final Comparator<FoundCertificate> BY_TIME = Comparator.comparing(FoundCertificate::started)
            .thenComparing(FoundCertificate::isSound, Comparator.reverseOrder())
            .thenComparing(FoundCertificate::sha256);

    private static final Comparator<ModelKey> BY_NAME = Comparator.comparing(
                    ModelKey::model, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(ModelKey::model)
            .thenComparing(ModelKey::mode)
            .thenComparing(ModelKey::config)
            .thenComparing(ModelKey::repository);

    private final Map<ModelKey, List<FoundCertificate>> current = new TreeMap<>(BY_NAME);
    private final Map<ModelKey, List<FoundCertificate>> past = new HashMap<>();
    private final Map<ModelKey, List<FoundCertificate>> superseded = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> copyNames = new HashSet<>();

    private Models() {}

    /**
     * Read and sort certificates.
     *
     * @param folders hold what the models' last runs left; only their models are shown
     * @param history hold older certificates of these models
     * @param except a folder in the first that is not entered: what the site itself holds
     */
    static Found in(List<Path> folders, List<Path> history, Path except) {
        Models models = new Models();
        for (Path folder : folders) {
            CertificateSearch found = CertificateSearch.below(folder, except);
            models.add(models.current, found.current(), folder);
            models.add(models.superseded, found.superseded(), folder);
        }
        // A model whose last run was put aside or broken off is still one that somebody asks for.
        models.superseded.keySet().forEach(key -> models.current.computeIfAbsent(key, none -> new ArrayList<>()));
        for (Path folder : history) {
            CertificateSearch found = CertificateSearch.below(folder, folder);
            models.add(
                    models.past, folder.equals(except) ? models.notRepaired(found.current()) : found.current(), folder);
            models.add(models.superseded, found.superseded(), folder);
        }
        return new Found(models.histories(), models.leftOut());
    }

    /**
     * What was found.
     *
     * @param histories the models that are shown
     * @param leftOut the older certificates that belong to none of them, and why, one line each
     */
    record Found(List<ModelHistory> histories, List<String> leftOut) {
        Found {
            histories = List.copyOf(histories);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** Nothing that somebody named is passed over without a word. */
    private List<String> leftOut() {
        return Stream.of(past, superseded)
                .flatMap(older -> older.entrySet().stream())
                .filter(older -> !current.containsKey(older.getKey()))
                .flatMap(older -> older.getValue().stream().map(found -> leftOut(older.getKey(), found)))
                .sorted()
                .toList();
    }

    private static String leftOut(ModelKey key, FoundCertificate found) {
        return found.certificate().isEmpty()
                ? found.reasons().get(0)
                : "%s: it is of %s of %s in %s by %s, of which no newer one was named"
                        .formatted(found.shown(), key.model(), key.repository(), key.mode(), key.config());
    }

    /** What the site holds of a certificate that is given is made again of that, whatever somebody made of the copy. */
    private List<Path> notRepaired(List<Path> copies) {
        return copies.stream()
                .filter(json -> !copyNames.contains(
                        String.valueOf(json.resolveSibling(".").normalize().getFileName())))
                .toList();
    }

    /** Keep the first of equal files: what was given as current is judged where it lies. */
    private void add(Map<ModelKey, List<FoundCertificate>> to, List<Path> files, Path folder) {
        // Comparing them with the files beside them is nearly all of the work, and each is compared by itself.
        List<FoundCertificate> read = files.parallelStream()
                .map(file -> FoundCertificate.read(file, folder))
                .toList();
        for (FoundCertificate found : read) {
            if (found.isSound()) {
                copyNames.add(CertificateLinks.copyName(found));
            }
            if (found.sha256().isEmpty() || known.add(found.sha256())) {
                to.computeIfAbsent(ModelKey.of(found), key -> new ArrayList<>()).add(found);
            }
        }
    }

    private List<ModelHistory> histories() {
        List<ModelHistory> histories = new ArrayList<>();
        current.forEach((key, given) -> {
            Optional<FoundCertificate> newest =
                    given.stream().max(BY_TIME).map(last -> newest(last, past.getOrDefault(key, List.of())));
            List<FoundCertificate> older = new ArrayList<>(given);
            older.addAll(past.getOrDefault(key, List.of()));
            older.addAll(superseded.getOrDefault(key, List.of()));
            newest.ifPresent(older::remove);
            older.sort(BY_TIME);
            String apart = apart(key, current.keySet());
            histories.add(new ModelHistory(key, apart, older, newest));
        });
        return histories;
    }

    /**
     * Whatever says that it is a later run is looked at, also one that was kept as history. But no copy, of whatever run, stands in for
     * what was given and is not sound: neither its verdict nor its date is to be relied on.
     */
    private static FoundCertificate newest(FoundCertificate last, List<FoundCertificate> kept) {
        return kept.stream()
                .filter(found -> last.isSound() && found.started().isAfter(last.started()))
                .max(BY_TIME)
                .orElse(last);
    }

    /** Readers who see one name twice are told what the models differ in. */
    static String apart(ModelKey key, Collection<ModelKey> all) {
        List<ModelKey> namesakes = all.stream()
                .filter(other -> other.called().equals(key.called()))
                .toList();
        return Stream.<Function<ModelKey, String>>of(ModelKey::repository, ModelKey::config)
                .filter(part -> namesakes.stream().map(part).distinct().count() > 1)
                .map(part -> part.apply(key))
                .collect(Collectors.joining(" · "));
    }
}
