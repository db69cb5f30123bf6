// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.TextFile;

/**
 * Finds the documents whose commands are compared with what ran.
 *
 * @param model the model
 * @param files the repository's files
 */
record DocumentGuess(ModelLook model, RepositoryFiles files) {

    private static final Pattern PADDLE_SERVING =
            Pattern.compile("paddle_serving|pipeline_(?:http|rpc)|web_service|Paddle ?Serving");

    /** Find the README that shows most of the config's scripts in its code blocks; of equal ones the closest. */
    Guess readme() {
        List<Path> starts = new ArrayList<>();
        starts.add(model.configFolder());
        model.scripts()
                .forEach(script -> starts.add(model.root().resolve(script).getParent()));
        starts.add(model.root());
        Set<Path> candidates = new LinkedHashSet<>(files.readmesAround(starts));
        // A document of this model alone may have another name.
        files.documents().stream()
                .filter(file -> !String.valueOf(file.getFileName()).contains(".certification"))
                .filter(file -> model.names().stream().anyMatch(name -> isNamed(file, name)))
                .forEach(candidates::add);
        Path best = null;
        Set<String> shown = Set.of();
        for (Path readme : candidates) {
            Set<String> scripts = scriptsIn(readme);
            if (scripts.size() > shown.size()) {
                best = readme;
                shown = scripts;
            }
        }
        if (best == null) {
            return Guess.none(
                    Term.README,
                    "no README has a code block with " + model.namedScripts(" or ")
                            + "; README.certification.md beside this file shows what it has to hold",
                    "README.md");
        }
        Set<String> documented = shown;
        String missing = model.scripts().stream()
                .filter(script -> !documented.contains(script))
                .collect(Collectors.joining(", "));
        return Guess.of(
                Term.README,
                files.shown(best),
                "its code blocks show " + String.join(", ", shown)
                        + (missing.isEmpty() ? "" : "; it has still to show " + missing));
    }

    private Set<String> scriptsIn(Path readme) {
        String code = Readme.read(readme).codeBlocks().stream()
                .flatMap(block -> block.lines().stream())
                .map(Readme.Line::text)
                .collect(Collectors.joining("\n"));
        return model.scripts().stream()
                .filter(script -> code.contains(name(script)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a document is called like a model: suites keep a {@code stgcn.md} for a model called STGCN. */
    private static boolean isNamed(Path document, String model) {
        return MetricGuess.letters(String.valueOf(document.getFileName())).startsWith(MetricGuess.letters(model));
    }

    /** Get how many folders a file shares with the training script. */
    private int nearness(Path file) {
        Path script = model.root().resolve(model.scripts().stream().findFirst().orElse(""));
        int shared = 0;
        while (shared < Math.min(script.getNameCount(), file.getNameCount())
                && script.getName(shared).equals(file.getName(shared))) {
            shared++;
        }
        // Of equal ones the one with the shorter path.
        return shared * 1000 - file.getNameCount();
    }

    private static String name(String script) {
        return script.substring(script.lastIndexOf('/') + 1);
    }

    /** Find the document of a service: a README below a folder of serving, or nothing. */
    Guess deployment(SelectedConfig service) {
        Optional<Path> document = files.documents().stream()
                .filter(RepositoryFiles::isReadme)
                .filter(file -> files.shown(file).toLowerCase(Locale.ROOT).contains("serving"))
                .filter(file -> !files.shown(file).startsWith("test_tipc"))
                .filter(file -> !files.shown(file).toLowerCase(Locale.ROOT).contains("cpp"))
                .filter(file ->
                        PADDLE_SERVING.matcher(TextFile.read(file).text()).find())
                .max(Comparator.comparingInt(this::nearness));
        return document.map(file ->
                        Guess.of(Term.DEPLOYMENT, files.shown(file), "a README about serving, for " + service.path()))
                .orElseGet(() -> Guess.none(
                        Term.DEPLOYMENT,
                        "no README lies in a folder of serving, and " + service.path() + " describes a service",
                        "deploy/README.md"));
    }
}
