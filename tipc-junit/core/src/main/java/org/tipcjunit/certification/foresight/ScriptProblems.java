// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.foresight;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.text.TextFile;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.train.Train;

/**
 * What the code of scripts says against the commands that run them.
 *
 * @param plan the chain
 * @param look what the code says
 */
record ScriptProblems(ChainPlan plan, ScriptLook look) {

    private static final String ALL = "paddle.seed(0), numpy.random.seed(0) and random.seed(0)";
    private static final int SHOWN = 12;
    private static final Map<String, String> CALLS = Map.of(
            "paddle", "paddle.seed(0)",
            "numpy", "numpy.random.seed(0)",
            "random", "random.seed(0)");

    /** Get the options that scripts would refuse, each once. */
    List<Problem> options() {
        List<Problem> problems = new ArrayList<>();
        plan.commands().values().forEach(stage -> Optional.ofNullable(
                        look.scripts().get(stage.name()))
                .filter(ScriptLook.Script::known)
                .ifPresent(script -> script.unknown().forEach(strange -> {
                    Problem problem = refused(stage, script, strange);
                    if (problems.stream().noneMatch(other -> other.sentence().equals(problem.sentence()))) {
                        problems.add(problem);
                    }
                })));
        return problems;
    }

    /** Get what asks for a GPU that Paddle does not have, once for each line, with the stages that it ends. */
    List<Problem> devices() {
        Map<ScriptLook.Asked, List<String>> stages = new LinkedHashMap<>();
        plan.commands()
                .keySet()
                .forEach(stage -> Optional.ofNullable(look.scripts().get(stage)).stream()
                        .flatMap(script -> script.devices().stream())
                        .forEach(asked -> stages.computeIfAbsent(asked, key -> new ArrayList<>())
                                .add(stage)));
        return stages.entrySet().stream()
                .map(entry -> asksForGpu(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Problem asksForGpu(ScriptLook.Asked asked, List<String> stages) {
        String commands = String.join(", ", stages);
        return new Problem(
                Place.named(asked.place()),
                "this line asks for a GPU, and the Paddle that is installed here has none: the script ends there, as the"
                        + " command of " + commands,
                "",
                asked.option().isEmpty()
                        ? ""
                        : asked.option() + " is " + asked.value()
                                + " by default, and the command does not say otherwise",
                remedy(asked, commands));
    }

    private static String remedy(ScriptLook.Asked asked, String commands) {
        if (!asked.cpu().isEmpty()) {
            return "add " + asked.cpu() + " to the command of " + commands
                    + ", where the config or certification.properties has it and in the README";
        }
        return asked.option().isEmpty()
                ? "let the script ask paddle.device.is_compiled_with_cuda() first, or take the device from an option"
                : "let the script ask paddle.device.is_compiled_with_cuda() first; as " + asked.option()
                        + " is declared, no word after it turns it off";
    }

    private Problem refused(PlannedStage stage, ScriptLook.Script script, ScriptLook.Strange strange) {
        String file = stage.scriptName().orElse("");
        int more = script.options().size() - SHOWN;
        return new Problem(
                place(strange.option()),
                file + " takes no option " + strange.option() + ", and refuses to start with it",
                "one of its options: " + script.options().stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (more > 0 ? " and " + more + " more" : ""),
                "",
                strange.near().isEmpty()
                        ? "correct the command, or let the script take the option"
                        : "write " + strange.near() + ", or let the script take the option");
    }

    /** Find where an option is written: in the config, or in what is stated beside it. */
    private Place place(String option) {
        Path config = plan.repository().resolve(plan.request().model().configPath());
        Pattern word = Pattern.compile("(?<![\\w-])" + Pattern.quote(option) + "(?![\\w-])");
        for (Path file : List.of(config, config.resolveSibling("certification.properties"))) {
            List<String> lines = TextFile.read(file).text().lines().toList();
            Optional<Place> found = IntStream.range(0, lines.size())
                    .filter(i -> word.matcher(lines.get(i)).find())
                    .mapToObj(i -> Place.at(plan.repository().relativize(file), i + 1))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return Place.nowhere();
    }

    /** Whether the training's code was understood so far that what it seeds is known. */
    boolean knowSeeds() {
        return seeds().isPresent();
    }

    private Optional<ScriptLook.Seeds> seeds() {
        return Optional.ofNullable(look.scripts().get(Train.STAGE.label()))
                .flatMap(script -> Optional.ofNullable(script.seeds()))
                .filter(seeds -> !seeds.open());
    }

    /**
     * Get the option with which alone the training's own script seeds, where other code is not known well enough to say that nothing
     * else does.
     */
    Optional<Problem> seedOfItsScriptSwitchedOff() {
        String script = Train.STAGE
                .in(plan)
                .flatMap(PlannedStage::script)
                .map(file -> plan.copy().relativize(file) + ":")
                .orElse("");
        return Optional.ofNullable(look.scripts().get(Train.STAGE.label()))
                .flatMap(told -> Optional.ofNullable(told.seeds()))
                .flatMap(seeds -> seeds.off().stream()
                        .filter(call -> call.place().startsWith(script))
                        .findFirst())
                .map(call -> new Problem(
                        Place.named(call.place()),
                        "the training's own script seeds with " + call.guard()
                                + " only, which this command lacks, so that each training may give other weights and the"
                                + " results in a README are those of no other run",
                        "add " + call.guard() + " to the command of the training in the config and in the README, and"
                                + " document the results of such a run"));
    }

    /** Get which random numbers the training draws without a seed. */
    Optional<Problem> unseeded() {
        return seeds().flatMap(seeds -> {
            if (!seeds.seeded().contains("paddle")) {
                return Optional.of(nothing(seeds));
            }
            List<String> missing = List.of("numpy", "random").stream()
                    .filter(kind -> seeds.draws().containsKey(kind))
                    .filter(kind -> !seeds.seeded().contains(kind))
                    .toList();
            return missing.isEmpty() ? Optional.empty() : Optional.of(partly(seeds, missing));
        });
    }

    /** Get where batches are made with Paddle's random numbers in a thread beside a training that draws from the same ones. */
    Optional<Problem> racing() {
        return seeds().flatMap(seeds -> Optional.ofNullable(seeds.draws().get("loading")))
                .map(drawn -> new Problem(
                        Place.named(drawn.place() + " (" + drawn.what() + ")"),
                        "the training may differ each time, whatever it seeds, if its data are prepared by this: without workers the"
                                + " DataLoader does so in a thread, and draws Paddle's random numbers there while the network's dropout takes its own from the same"
                                + " generator, so that the speed of the machine decides who gets which",
                        "draw with Python's random module there and call random.seed(0), so that a README can show the results of"
                                + " another run"));
    }

    private static Problem nothing(ScriptLook.Seeds seeds) {
        return new Problem(
                seeds.off().stream()
                        .findFirst()
                        .map(call -> Place.named(call.place()))
                        .orElse(Place.nowhere()),
                "the training does not seed Paddle"
                        + (seeds.off().isEmpty() ? "" : " with this command")
                        + ", so that each training gives other weights and the results in a README are those of no other run",
                seeds.off().isEmpty()
                        ? "call " + ALL
                                + " at the start of the training, before the network and the DataLoader are made,"
                                + " and document the results of such a run"
                        : "add " + seeds.off().get(0).guard()
                                + " to the command of the training in the config and in the README, and document the"
                                + " results of such a run");
    }

    private static Problem partly(ScriptLook.Seeds seeds, List<String> missing) {
        return new Problem(
                Place.named(missing.stream()
                        .flatMap(kind -> Optional.ofNullable(seeds.draws().get(kind)).stream())
                        .map(drawn -> drawn.place() + " (" + drawn.what() + ")")
                        .collect(Collectors.joining(", "))),
                "the training draws random numbers that nothing seeds, although it seeds Paddle",
                "call " + missing.stream().map(CALLS::get).collect(Collectors.joining(" and "))
                        + " beside paddle.seed, before the DataLoader is made, so that its order and its workers follow");
    }
}
