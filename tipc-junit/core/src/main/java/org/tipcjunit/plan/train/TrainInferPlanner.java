// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.dialect.Dialects;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.plan.script.ScriptDialect;

/**
 * Plans what {@code test_train_inference_python.sh} does: training, evaluation, export and inference in every mode.
 *
 * <p>The script is gone through twice: as upstream's script runs it, and as the config asks. Where the two differ, the plan
 * says so by name.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class TrainInferPlanner implements KindPlanner {

    private static final List<String> TRAINING_MODES =
            List.of("lite_train_lite_infer", "lite_train_whole_infer", "whole_train_whole_infer", "benchmark_train");

    private static final String SCRIPT = "test_train_inference_python.sh";

    private static final String OFFLINE_QUANTISED = "klquant_whole_infer";

    /** The line train_model_name. */
    private static final int WEIGHTS = 10;

    private static final Pattern WILD = Pattern.compile("[*?]|\\[[^\\]]+\\]");

    private static final List<String> INFERENCE_MODES = List.of("whole_infer", OFFLINE_QUANTISED);

    private final Dialects dialects;

    public TrainInferPlanner(Dialects dialects) {
        this.dialects = dialects;
    }

    @Override
    public TipcPlan plan(PlanInput asked) {
        Dialect base = baseDialect(asked);
        Optional<Dialect> own = ownDialect(asked, base);
        Dialect dialect = own.orElse(base);
        PlanInput input =
                asked.request().device().filter("cpu"::equals).isPresent() ? CpuOverride.apply(asked, dialect) : asked;
        if (!TRAINING_MODES.contains(input.mode()) && !INFERENCE_MODES.contains(input.mode())) {
            throw ConfigException.at(
                    input.request().configPath(),
                    1,
                    "there is no mode '" + input.mode() + "'; upstream's script would train",
                    "give one of " + String.join(", ", TRAINING_MODES) + ", " + String.join(", ", INFERENCE_MODES));
        }
        if (input.entries().size() == 0) {
            throw ConfigException.at(
                    input.request().configPath(), 1, "the config is empty", "write what it is to ask for");
        }
        Script upstream = new Script(input, dialect, true);
        Script planned = new Script(input, dialect, false);
        run(upstream);
        run(planned);
        deviations(planned, upstream).forEach(planned.draft()::deviate);
        if (own.isEmpty() && hasUnknownScript(asked)) {
            planned.draft()
                    .doesNotRun(
                            "the way in which the checkout's own " + SCRIPT + " composes commands",
                            1,
                            "the script is not written in a form that is known; planned as the scripts of the suite "
                                    + input.suite().name().toLowerCase(Locale.ROOT) + " compose them");
        }
        TipcPlan plan = planned.draft().plan(planned.get("model"));
        patternsBehindOptions(plan)
                .map(word -> new Deviation(
                        DeviationKind.PATTERN_LEFT_AS_IT_IS,
                        planned.place(planned.entry(WEIGHTS)) + ": " + word,
                        List.of(),
                        List.of()))
                .forEach(planned.draft()::deviate);
        return planned.draft().plan(planned.get("model"));
    }

    /** Get the words that name weights by a pattern which no shell expands. */
    private static Stream<String> patternsBehindOptions(TipcPlan plan) {
        return plan.commands().stream()
                .flatMap(command -> command.weights().filter(WILD.asPredicate()).stream()
                        .flatMap(weights -> command.argv().stream().filter(word -> word.endsWith("=" + weights))))
                .distinct();
    }

    private void run(Script script) {
        PlanInput input = script.input();
        boolean broken = script.dialect().frame().broken();
        Optional<ConfigEntry> outOfPlace = Alignment.firstOutOfPlace(script.entries(), script.dialect());
        script.deviatingIf(
                broken,
                DeviationKind.SCRIPT_BROKEN,
                input.request().configPath() + ":1",
                () -> script.deviatingIf(
                        outOfPlace.isPresent(),
                        DeviationKind.CONFIG_MISALIGNED,
                        outOfPlace
                                .map(entry -> script.place(entry) + ": '" + entry.key() + "' is not where it belongs")
                                .orElse(""),
                        () -> script.deviatingIf(
                                input.hasCarriageReturns(),
                                DeviationKind.CARRIAGE_RETURNS,
                                input.request().configPath() + ":1",
                                () -> {
                                    if (script.isFaithful() ? !broken : outOfPlace.isEmpty()) {
                                        runMode(script);
                                    }
                                })));
        if (!script.isFaithful()) {
            outOfPlace.ifPresent(entry -> script.draft()
                    .doesNotRun(
                            "the chain",
                            entry.line(),
                            "the line '" + entry.key()
                                    + "' is not where the layout has it: a line before it is missing,"
                                    + " doubled or out of place"));
        }
    }

    private void runMode(Script script) {
        if (!script.dialect().frame().commands().isEmpty()) {
            commands(script);
        } else if (TRAINING_MODES.contains(script.input().mode())) {
            new TrainingLoop(script).plan();
        } else if (!script.input().mode().equals(OFFLINE_QUANTISED)) {
            new WholeInference(script).plan();
        } else {
            offlineQuantised(script);
        }
    }

    private static void offlineQuantised(Script script) {
        Dialect dialect = script.dialect();
        boolean nothing = dialect.quantisation().readsNothing();
        boolean trains =
                !dialect.quantisation().isPart() && dialect.givenModels().modes() < 0;
        String place = script.input().request().configPath() + ":1";
        script.deviatingIf(
                nothing,
                DeviationKind.KLQUANT_READS_NOTHING,
                place,
                () -> script.deviatingIf(trains, DeviationKind.KLQUANT_TRAINS, place, () -> {
                    if (script.isFaithful() && trains) {
                        new TrainingLoop(script).plan();
                    } else if (!script.isFaithful() || !nothing) {
                        new WholeInference(script).plan();
                    }
                }));
    }

    /** A script that runs the commands of some lines, one after the other. */
    private static void commands(Script script) {
        script.dialect()
                .frame()
                .commands()
                .forEach((step, line) ->
                        script.run(step, script.command(new Template("{python} {" + line + "}")), Details.none()));
    }

    private static List<Deviation> deviations(Script planned, Script upstream) {
        List<Deviation> deviations = new ArrayList<>();
        List<Script.Mark> marks = new ArrayList<>(planned.marked().keySet());
        upstream.marked().keySet().stream()
                .filter(mark -> !marks.contains(mark))
                .forEach(marks::add);
        for (Script.Mark mark : marks) {
            List<PlannedCommand> ours = planned.marked().getOrDefault(mark, List.of());
            List<PlannedCommand> theirs = upstream.marked().getOrDefault(mark, List.of());
            List<PlannedCommand> onlyOurs = without(ours, theirs);
            List<PlannedCommand> onlyTheirs = without(theirs, ours);
            if (!onlyOurs.isEmpty() || !onlyTheirs.isEmpty()) {
                deviations.add(new Deviation(mark.kind(), mark.detail(), onlyOurs, onlyTheirs));
            }
        }
        return deviations;
    }

    /** Get the commands that do not run in the same way among others, as often as they do not. */
    private static List<PlannedCommand> without(List<PlannedCommand> commands, List<PlannedCommand> others) {
        List<PlannedCommand> left = new ArrayList<>(others);
        List<PlannedCommand> only = new ArrayList<>();
        for (PlannedCommand command : commands) {
            Optional<PlannedCommand> same =
                    left.stream().filter(command::runsLike).findFirst();
            if (same.isPresent()) {
                left.remove(same.get());
            } else {
                only.add(command);
            }
        }
        return only;
    }

    /** Whether the checkout has a script of upstream's kind while the repository's name tells nothing of it. */
    private boolean hasUnknownScript(PlanInput input) {
        return dialectOfRepository(input).isEmpty()
                && input.request().scripts().getOrDefault(SCRIPT, "").contains("func_parser_");
    }

    /** Read how the checkout's own script composes commands; empty when there is none, or none that can be read. */
    private static Optional<Dialect> ownDialect(PlanInput input, Dialect base) {
        Map<String, String> scripts = input.request().scripts();
        String functions = scripts.getOrDefault("common_func.sh", "") + scripts.getOrDefault("utils_func.sh", "");
        return ScriptDialect.read(scripts.getOrDefault(SCRIPT, ""), functions, input.mode(), base);
    }

    /** Get how commands are composed as far as the repository's name and the config tell. */
    private Dialect baseDialect(PlanInput input) {
        Dialect known = dialectOfRepository(input).orElseGet(() -> dialects.of(input.suite()));
        return input.mode().equals(OFFLINE_QUANTISED) ? dialects.forQuantised(known) : known;
    }

    private Optional<Dialect> dialectOfRepository(PlanInput input) {
        return input.request()
                .repository()
                .flatMap(repository -> dialects.of(repository, input.request().configPath()));
    }
}
