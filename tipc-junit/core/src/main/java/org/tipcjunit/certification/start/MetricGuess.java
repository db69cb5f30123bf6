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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.Suite;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.requirement.text.MetricName;
import org.tipcjunit.requirement.text.Readme;
import org.tipcjunit.requirement.text.Readme.Row;
import org.tipcjunit.requirement.text.Readme.Table;
import org.tipcjunit.requirement.text.TextFile;
import org.tipcjunit.requirement.training.DocumentedMetric;

/**
 * Finds the table that documents a metric of the model, and the name under which the evaluation prints it.
 *
 * @param model the model
 * @param files the repository's files
 */
record MetricGuess(ModelLook model, RepositoryFiles files) {

    private static final Pattern OTHER_MEASURE =
            Pattern.compile("(?i).*\\b(psnr|ssim|bleu|rouge|map|miou|lfw|cfp|agedb).*");
    /** Names that are metrics whatever stands beside them; other headings, such as one with a method's name, are only suggested. */
    private static final List<MetricName> PLAIN = Stream.of(
                    "top1",
                    "acc",
                    "accuracy",
                    "mIoU",
                    "mAP",
                    "AUC",
                    "PSNR",
                    "SSIM",
                    "F1",
                    "hmean",
                    "WER",
                    "CER",
                    "loss",
                    "MAE")
            .map(MetricName::new)
            .toList();

    private static final Pattern OTHER_TRAINING =
            Pattern.compile("(?i)distill|quant|slim|prun|deploy|transfer|benchmark|ssld");
    private static final Pattern LITE = Pattern.compile("(?i)\\s*[(（]?\\s*lite\\w*\\s*[)）]?\\s*$");
    private static final Pattern EVALUATES =
            Pattern.compile("--(?:(?:eval|test|val)(?:uate)?(?:[-_]only)?|only[-_](?:eval|test))");

    private static final Pattern EVALUATION = Pattern.compile("(?:eval|val|test|evaluate|validate)\\.py");
    /** A file of settings by its path; the leading dot of a relative one does not count. */
    private static final Pattern SETTINGS = Pattern.compile("\\w[\\w.-]*(?:/[\\w.-]+)+\\.ya?ml");

    private static final int MOST_OTHERS = 3;
    private static final int MOST_DOCUMENTS = 300;

    /**
     * A documented value.
     *
     * @param readme where
     * @param metric the metric as the document calls it
     * @param row the first cell of its row
     * @param value the value as it is written
     * @param named whether the row names the model
     * @param plain whether the heading is a metric's name and nothing else
     * @param lite whether the row is that of the lite training
     * @param printed the name that the code of the evaluation has; empty where it has none
     * @param subject what the document is about
     */
    private record Found(
            Path readme,
            String metric,
            String row,
            String value,
            boolean named,
            boolean plain,
            boolean lite,
            Optional<String> printed,
            Subject subject) {

        private int merit(Path root) {
            boolean ofOtherTraining =
                    OTHER_TRAINING.matcher(root.relativize(readme).toString()).find();
            return subject.merit
                    + (lite ? 16 : 0)
                    + (named ? 8 : 0)
                    + (printed.isPresent() ? 4 : 0)
                    + (plain ? 2 : 0)
                    + (ofOtherTraining ? 0 : 1);
        }

        private boolean isSure() {
            return subject != Subject.ANOTHER_CONFIG && (printed.isPresent() || (plain && named));
        }
    }

    /** What a document is about, as far as its commands tell: networks of one name are trained for several tasks. */
    private enum Subject {
        THIS_CONFIG(32),
        NO_CONFIG(0),
        ANOTHER_CONFIG(-32);

        private final int merit;

        Subject(int merit) {
            this.merit = merit;
        }
    }

    List<Guess> guesses() {
        List<Guess> guesses = new ArrayList<>(ofDocuments());
        if (model.command(Step.EVAL).isEmpty()) {
            Guess metric = guesses.get(0);
            guesses.set(
                    0, new Guess(metric.term(), metric.value(), metric.reason() + unevaluated(), metric.suggestion()));
        }
        return guesses;
    }

    private String unevaluated() {
        String hint = training()
                .flatMap(script -> beside(script).or(() -> script.options().stream()
                        .map(PythonScript.Option::name)
                        .filter(name -> EVALUATES.matcher(name).matches())
                        .findFirst()
                        .map(name -> script.path() + " " + name)))
                .map(command -> ", such as " + command)
                .orElse("");
        return "; the config's line eval is null, so that nothing is evaluated and clause 4.1.3-2 cannot be judged: write the"
                + " command of the evaluation there" + hint;
    }

    private Optional<PythonScript> training() {
        return model.script(Step.TRAIN).flatMap(script -> PythonScript.read(model.root(), script));
    }

    /** Find a script for evaluations in the folder of the training's. */
    private Optional<String> beside(PythonScript train) {
        return files
                .scriptsIn(
                        model.root().resolve(train.path()).resolveSibling(".").normalize())
                .stream()
                .filter(file ->
                        EVALUATION.matcher(String.valueOf(file.getFileName())).matches())
                .map(files::shown)
                .findFirst();
    }

    private List<Guess> ofDocuments() {
        EvaluationNames names = EvaluationNames.of(model, training().flatMap(this::beside));
        List<Found> all = new ArrayList<>();
        documents().forEach(document -> all.addAll(in(document, names.literals())));
        // The very name before other spellings of it.
        all.sort(Comparator.comparing(found -> !model.names().contains(found.row())));
        int merit =
                all.stream().mapToInt(found -> found.merit(model.root())).max().orElse(0);
        List<Found> best =
                all.stream().filter(found -> found.merit(model.root()) == merit).toList();
        if (best.isEmpty()) {
            return nothing(names);
        }
        return best.get(0).isSure() ? found(best.get(0), others(best)) : suggested(best.get(0), names);
    }

    /** Get where else a table says something else, which the user had better look at. */
    private String others(List<Found> best) {
        String others = best.stream()
                .filter(found -> found.metric().equals(best.get(0).metric()))
                .filter(found -> !found.value().equals(best.get(0).value()))
                .map(found -> found.value() + " in " + files.shown(found.readme()))
                .distinct()
                .limit(MOST_OTHERS)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : "; other tables say " + others;
    }

    private List<Guess> nothing(EvaluationNames names) {
        return List.of(
                Guess.none(
                        Term.METRIC,
                        "no table of a README has a metric for " + String.join(" or ", model.names())
                                + (names.areOfTraining()
                                        ? "; the code of the training prints " + String.join(", ", names.trained())
                                                + ", that of the evaluation shows no name: see that it prints one before its"
                                                + " value, and head a column by it"
                                        : names.printed().isEmpty()
                                                ? ""
                                                : "; the code of the evaluation prints "
                                                        + String.join(", ", names.printed())
                                                        + ": head a column by one of these names"),
                        names.first().orElse("top1")),
                Guess.none(Term.DOCUMENTED_IN, "the README whose table holds the metric", "README.md"),
                Guess.none(
                        Term.ROW,
                        "the row of that table, by its first cell",
                        model.plan().model()));
    }

    private List<Guess> suggested(Found found, EvaluationNames names) {
        return List.of(
                Guess.none(
                        Term.METRIC,
                        "the closest is column '" + found.metric() + "' with " + found.value() + " in "
                                + files.shown(found.readme())
                                + ", which the code of the evaluation does not name; head a column by the name that it"
                                + " prints"
                                + (names.printed().isEmpty() ? "" : ": " + String.join(", ", names.printed())),
                        names.first().orElse("acc")),
                Guess.none(Term.DOCUMENTED_IN, "the README whose table holds the metric", files.shown(found.readme())),
                Guess.none(Term.ROW, "the row of that table, by its first cell", found.row()));
    }

    private List<Guess> found(Found found, String others) {
        String readme = files.shown(found.readme());
        String metric = found.printed().orElse(found.metric());
        return List.of(
                Guess.of(
                        Term.METRIC,
                        metric,
                        found.printed().isPresent()
                                ? (model.plan().suite() == Suite.CLAS
                                                ? "PaddleClas' evaluation prints"
                                                : "the code of the evaluation has")
                                        + " this name, and the table a column of it"
                                : "the table's heading; the code of the evaluation does not show the name, so check it"
                                        + " against what the evaluation prints"),
                Guess.of(
                        Term.DOCUMENTED_IN,
                        readme,
                        "its table says " + found.value() + others
                                + (found.lite()
                                        ? ""
                                        : "; a lite training is judged by this value as well, so give it a row of its own"
                                                + " if it cannot reach it")),
                Guess.of(
                        Term.ROW,
                        found.row(),
                        found.named() ? "the row that names the model" : "the only row of the table"));
    }

    private Set<Path> documents() {
        List<Path> starts = new ArrayList<>();
        model.scripts()
                .forEach(script -> starts.add(model.root().resolve(script).getParent()));
        starts.add(model.configFolder());
        starts.add(model.root());
        Set<Path> documents = new LinkedHashSet<>(files.readmesAround(starts));
        files.documents().stream()
                .filter(file -> !String.valueOf(file.getFileName()).startsWith("README.certification"))
                .filter(file -> {
                    String text = TextFile.read(file).text();
                    String letters = letters(text);
                    return model.names().stream().map(MetricGuess::letters).anyMatch(letters::contains);
                })
                .limit(MOST_DOCUMENTS)
                .forEach(documents::add);
        return documents;
    }

    private List<Found> in(Path document, List<String> literals) {
        Readme readme = Readme.read(document);
        List<Found> all = new ArrayList<>();
        Subject subject = subject(TextFile.read(document).text());
        // Where several tables tell of metrics, one with a single row is that of some other model.
        boolean alone =
                readme.tables().stream().filter(MetricGuess::holdsMetric).count() == 1;
        for (Table table : readme.tables()) {
            for (Row row : table.rows()) {
                Optional<String> name = name(row);
                if (name.isEmpty() && (table.rows().size() > 1 || !alone)) {
                    continue;
                }
                String cell = name.orElseGet(
                        () -> row.cells().isEmpty() ? "" : row.cells().get(0));
                for (String heading : table.header()) {
                    metric(readme, heading, cell, name.isPresent(), literals, subject)
                            .ifPresent(all::add);
                }
            }
        }
        return all;
    }

    /** Get a metric that the judge of metrics would find in this row under this name. */
    private Optional<Found> metric(
            Readme readme, String heading, String row, boolean named, List<String> literals, Subject subject) {
        String bare = bare(heading);
        if (!isMetric(bare)) {
            return Optional.empty();
        }
        Optional<String> printed = literals.stream()
                .filter(literal -> new MetricName(literal).isHeading(heading))
                .findFirst()
                .or(() -> literals.stream()
                        .filter(literal -> new MetricName(literal).isHeadingLike(heading))
                        .findFirst())
                // Its engine composes the name.
                .or(() -> Optional.of("top1")
                        .filter(name -> model.plan().suite() == Suite.CLAS)
                        .filter(name -> new MetricName(name).isHeadingLike(heading)));
        boolean plain = PLAIN.stream().anyMatch(name -> name.isHeadingLike(heading));
        return new DocumentedMetric(readme, new MetricName(printed.orElse(bare)), row)
                .places().stream()
                        .map(place -> new Found(
                                readme.file(), bare, row, place.written(), named, plain, isLite(row), printed, subject))
                        .findFirst();
    }

    private Subject subject(String text) {
        Set<String> own = Stream.of(Step.TRAIN, Step.EVAL, Step.EXPORT)
                .flatMap(step -> model.arguments(step).stream())
                .map(Argument::value)
                .map(value -> value.replaceFirst("^\\./", ""))
                .filter(value -> SETTINGS.matcher(value).matches())
                .collect(Collectors.toSet());
        if (own.isEmpty()) {
            return Subject.NO_CONFIG;
        }
        Set<String> named =
                SETTINGS.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
        return own.stream().anyMatch(named::contains)
                ? Subject.THIS_CONFIG
                : named.isEmpty() ? Subject.NO_CONFIG : Subject.ANOTHER_CONFIG;
    }

    private static boolean holdsMetric(Table table) {
        return table.header().stream().anyMatch(heading -> isMetric(bare(heading)));
    }

    private static String bare(String heading) {
        return MetricName.withoutFootnote(heading)
                .replaceAll("\\s*[(（\\[]?[%％][)）\\]]?\\s*$", "")
                .strip();
    }

    private static boolean isMetric(String bare) {
        if (bare.isEmpty()) {
            return false;
        }
        MetricName name = new MetricName(bare);
        return name.isShare()
                || name.isError()
                || OTHER_MEASURE.matcher(name.text()).matches();
    }

    /** Get the cell that names the model; of the very name before other spellings of it, as documents have them. */
    private Optional<String> name(Row row) {
        List<String> cells =
                row.cells().stream().map(MetricName::withoutFootnote).toList();
        return cells.stream().filter(model.names()::contains).findFirst().or(() -> cells.stream()
                .filter(cell -> model.names().stream().anyMatch(name -> letters(name)
                        .equals(letters(LITE.matcher(cell).replaceFirst("")))))
                .findFirst());
    }

    private boolean isLite(String row) {
        return model.plan().mode().startsWith("lite_train")
                && !model.config().file().getFileName().toString().startsWith("whole")
                && LITE.matcher(row).find();
    }

    /** Documents write MobileNetV3_small where commands write mobilenet_v3_small. */
    static String letters(String name) {
        return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
