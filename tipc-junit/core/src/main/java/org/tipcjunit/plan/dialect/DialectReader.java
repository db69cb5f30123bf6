// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/** Makes a {@link Dialect} of what is written about it, and finds everything in it that cannot be meant. */
@API(status = Status.INTERNAL, since = "0.1")
public final class DialectReader {

    private static final Pattern LINES = Pattern.compile("(\\d{1,5})/(\\d{1,5})");
    private static final Pattern PAIR = Pattern.compile("(\\d{1,5})(?:(s)|/(\\d{0,5})(q?))");
    private static final String STATIC_BLOCK = "s";

    /** What even a dialect has to say whose script runs a few plain commands. */
    private static final List<DialectSetting> ALWAYS_NEEDED =
            List.of(DialectSetting.MODEL, DialectSetting.PYTHON, DialectSetting.OUTPUT);

    private static final List<DialectSetting> NEEDED = List.of(
            DialectSetting.GPUS,
            DialectSetting.USE_GPU,
            DialectSetting.TRAINERS,
            DialectSetting.NORM,
            DialectSetting.PRETRAINED,
            DialectSetting.TRAIN,
            DialectSetting.TRAIN_CARDS,
            DialectSetting.TRAIN_NODES,
            DialectSetting.IPS_LIMIT,
            DialectSetting.SAVE_LOG,
            DialectSetting.SAVE_LOG_NODES,
            DialectSetting.WEIGHTS,
            DialectSetting.EVALUATION,
            DialectSetting.EVAL,
            DialectSetting.EXPORT,
            DialectSetting.MODEL_DIR,
            DialectSetting.INFERENCE,
            DialectSetting.DEVICES,
            DialectSetting.CPU,
            DialectSetting.INFER_CPU,
            DialectSetting.GPU,
            DialectSetting.INFER_GPU,
            DialectSetting.INFER_MODELS);

    private final DialectSettings settings;
    private final DialectValues values;

    /** Take what is written. */
    public DialectReader(DialectSettings settings) {
        this.settings = settings;
        this.values = new DialectValues(settings);
    }

    /** Get what cannot be meant, after it was read. */
    public List<Problem> problems() {
        return values.problems();
    }

    /** Get what is missing in a dialect that stands alone. */
    List<Problem> missing(String name, Place place) {
        return settings.get(DialectSetting.COMMANDS).isPresent()
                ? missing(name, place, ALWAYS_NEEDED)
                : missing(
                        name,
                        place,
                        Arrays.stream(DialectSetting.values())
                                .filter(setting -> ALWAYS_NEEDED.contains(setting) || NEEDED.contains(setting))
                                .toList());
    }

    private List<Problem> missing(String name, Place place, List<DialectSetting> needed) {
        return needed.stream()
                .filter(setting -> settings.get(setting).isEmpty())
                .map(setting -> new Problem(
                        place,
                        "the dialect '" + name + "' does not say " + setting.label(),
                        "add a line '" + setting.label() + " = ...', or inherit from a dialect that has one"))
                .toList();
    }

    /** Read the dialect called {@code name}; it is of use only if there are no {@link #problems()}. */
    public Dialect read(String name) {
        return new Dialect(
                name,
                frame(),
                machines(),
                trainers(),
                precision(),
                training(),
                evaluation(),
                export(),
                inference(),
                givenModels(),
                quantisation(),
                packages(),
                settings);
    }

    private DialectFrame frame() {
        int window = values.line(DialectSetting.WINDOW);
        return new DialectFrame(
                window < 0 ? OptionalInt.empty() : OptionalInt.of(window),
                values.template(DialectSetting.MODEL),
                values.template(DialectSetting.PYTHON),
                values.template(DialectSetting.OUTPUT),
                values.texts(DialectSetting.OWN_FOLDER),
                values.texts(DialectSetting.BENCHMARK),
                values.parsed(DialectSetting.WHOLE_TRAIN_DROPS, "a line's number", DialectValues::number),
                commands(),
                values.flag(DialectSetting.BROKEN));
    }

    private Map<Step, Integer> commands() {
        Map<Step, Integer> commands = new LinkedHashMap<>();
        values.namedLines(DialectSetting.COMMANDS).forEach((label, line) -> DialectValues.find(
                        Step.values(), Step::label, label)
                .ifPresentOrElse(
                        step -> commands.put(step, line),
                        () -> values.wrong(
                                DialectSetting.COMMANDS, label, DialectValues.labels(Step.values(), Step::label))));
        return commands;
    }

    private DialectMachines machines() {
        return new DialectMachines(
                values.line(DialectSetting.GPUS),
                values.line(DialectSetting.USE_GPU),
                values.choice(DialectSetting.USE_GPU_BY, DialectMachines.UseGpuBy.ENTRY),
                values.choices(DialectSetting.VISIBLE, DialectMachines.Point.values()),
                values.choices(DialectSetting.HIDDEN, DialectMachines.HidingPoint.values()),
                values.choice(DialectSetting.CARDS, DialectMachines.Cards.FIRST),
                values.flag(DialectSetting.FIRST_CARD_OF_NODES),
                values.line(DialectSetting.IPS_LIMIT));
    }

    private DialectTrainers trainers() {
        return new DialectTrainers(
                values.line(DialectSetting.TRAINERS),
                norm(),
                values.parsed(DialectSetting.PAIRS, "lines such as 16/30, 16/30q, 19s or s", DialectReader::pair),
                values.choice(DialectSetting.UNKNOWN_TRAINER, DialectTrainers.Unknown.NORM),
                values.choice(DialectSetting.TO_STATIC_BY, DialectTrainers.ToStaticBy.APPENDED),
                values.choice(DialectSetting.LOADS_NORM, DialectTrainers.LoadsNorm.NO),
                values.line(DialectSetting.PRETRAINED));
    }

    private DialectTrainers.Lines norm() {
        String text = values.text(DialectSetting.NORM);
        Matcher lines = LINES.matcher(text);
        if (lines.matches()) {
            return new DialectTrainers.Lines(DialectValues.number(lines, 1), DialectValues.number(lines, 2));
        }
        if (!text.isEmpty()) {
            values.wrong(DialectSetting.NORM, text, "two lines such as 15/29");
        }
        return DialectTrainers.Lines.none();
    }

    private static Optional<DialectTrainers.Pair> pair(String word) {
        if (word.equals(STATIC_BLOCK)) {
            return Optional.of(
                    new DialectTrainers.Pair(DialectTrainers.Lines.none(), DialectTrainers.PairKind.STATIC_BLOCK));
        }
        Matcher pair = PAIR.matcher(word);
        if (!pair.matches()) {
            return Optional.empty();
        }
        boolean option = pair.group(2) != null;
        boolean exports = !option && !pair.group(3).isEmpty();
        return Optional.of(new DialectTrainers.Pair(
                new DialectTrainers.Lines(DialectValues.number(pair, 1), exports ? DialectValues.number(pair, 3) : -1),
                option
                        ? DialectTrainers.PairKind.STATIC_LINE
                        : pair.group(4).isEmpty() ? DialectTrainers.PairKind.OWN : DialectTrainers.PairKind.QUANTISED));
    }

    private DialectPrecision precision() {
        return new DialectPrecision(
                values.line(DialectSetting.AUTOCAST),
                values.flag(DialectSetting.AUTOCAST_OF_TRAINER),
                new DialectPrecision.Options(values.text(DialectSetting.AMP), values.texts(DialectSetting.AMP)),
                new DialectPrecision.Options(
                        values.text(DialectSetting.AMP_LEVEL), values.texts(DialectSetting.AMP_LEVEL)),
                values.flag(DialectSetting.PACT_WITHOUT_AMP),
                values.texts(DialectSetting.FUSED));
    }

    private DialectTraining training() {
        return new DialectTraining(
                values.template(DialectSetting.TRAIN),
                values.template(DialectSetting.TRAIN_CARDS),
                values.template(DialectSetting.TRAIN_NODES),
                values.given(DialectSetting.UPSTREAM_TRAIN),
                values.flag(DialectSetting.CARDS_TRAIN_NOTHING),
                values.text(DialectSetting.MAX_ITERATIONS),
                values.flag(DialectSetting.DETERMINISTIC),
                values.chosen(DialectSetting.BUILDS, Template::new),
                values.choices(DialectSetting.WAITS, DialectTraining.Wait.values()),
                values.template(DialectSetting.SAVE_LOG),
                values.template(DialectSetting.SAVE_LOG_NODES),
                values.template(DialectSetting.TRAIN_LOG),
                values.template(DialectSetting.WEIGHTS));
    }

    private DialectEvaluation evaluation() {
        return new DialectEvaluation(
                values.line(DialectSetting.EVALUATION),
                values.template(DialectSetting.EVAL),
                values.given(DialectSetting.EVAL_LITE),
                values.given(DialectSetting.UPSTREAM_EVAL),
                values.template(DialectSetting.EVAL_LOG));
    }

    private DialectExport export() {
        return new DialectExport(
                values.flag(DialectSetting.EXPORTS, true),
                values.template(DialectSetting.EXPORT),
                values.template(DialectSetting.EXPORT_WITHOUT_WEIGHTS),
                values.template(DialectSetting.EXPORT_ONNX),
                values.line(DialectSetting.EXPORT_ONNX_LINE),
                values.template(DialectSetting.EXPORT_LOG),
                values.line(DialectSetting.INFERENCE_DIR),
                values.flag(DialectSetting.INFERENCE_DIR_STRICT),
                values.template(DialectSetting.MODEL_DIR),
                values.template(DialectSetting.IMAGES));
    }

    private DialectInference inference() {
        return new DialectInference(
                values.line(DialectSetting.INFERENCE),
                values.text(DialectSetting.INFER_FROM),
                values.flag(DialectSetting.TELLS_QUANTISED, true),
                values.line(DialectSetting.DEVICES),
                cells(
                        DialectSetting.CPU,
                        DialectSetting.CPU_SKIPS,
                        DialectSetting.INFER_CPU,
                        DialectSetting.INFER_CPU_LOG),
                cells(
                        DialectSetting.GPU,
                        DialectSetting.GPU_SKIPS,
                        DialectSetting.INFER_GPU,
                        DialectSetting.INFER_GPU_LOG),
                values.template(DialectSetting.BENCHMARK_OF_CPU));
    }

    private DialectInference.Cells cells(
            DialectSetting loops, DialectSetting skips, DialectSetting command, DialectSetting log) {
        return new DialectInference.Cells(
                values.parsed(loops, "a list and its line, such as batch_size:43", DialectReader::loop),
                values.parsed(
                        skips,
                        "one of " + DialectValues.labels(SkipRule.values(), SkipRule::label),
                        word -> DialectValues.find(SkipRule.values(), SkipRule::label, word)),
                values.template(command),
                values.template(log));
    }

    private static Optional<DialectInference.Loop> loop(String word) {
        Matcher named = DialectValues.NAMED_LINE.matcher(word);
        return named.matches()
                ? DialectValues.find(DialectInference.Axis.values(), DialectInference.Axis::label, named.group(1))
                        .map(axis -> new DialectInference.Loop(axis, DialectValues.number(named, 2)))
                : Optional.empty();
    }

    private DialectGivenModels givenModels() {
        return new DialectGivenModels(
                values.line(DialectSetting.INFER_MODELS),
                values.line(DialectSetting.INFER_EXPORTS),
                values.line(DialectSetting.INFER_QUANT),
                values.template(DialectSetting.INFER_EXPORT),
                values.choice(DialectSetting.INFER_EXPORT_TO, DialectGivenModels.ExportTo.SAME),
                values.template(DialectSetting.INFER_GIVEN),
                values.template(DialectSetting.INFER_IMAGES),
                values.line(DialectSetting.INFER_MODES),
                values.namedLines(DialectSetting.INFER_MODES_EXPORTS),
                values.template(DialectSetting.INFER_MODES_EXPORT),
                values.template(DialectSetting.INFER_MODES_MODEL));
    }

    private DialectQuantisation quantisation() {
        return new DialectQuantisation(
                values.text(DialectSetting.KLQUANT),
                values.flag(DialectSetting.IS_KLQUANT),
                values.flag(DialectSetting.KLQUANT_READS_NOTHING),
                values.flag(DialectSetting.KLQUANT_FLAG_OF_CONFIG),
                values.line(DialectSetting.QUANTISES));
    }

    private DialectPackages packages() {
        return new DialectPackages(
                values.template(DialectSetting.BEFORE),
                values.flag(DialectSetting.UPGRADES_PIP),
                values.chosen(DialectSetting.STOPS, Template::new),
                values.chosen(DialectSetting.UNINSTALLS, DialectValues::words));
    }
}
