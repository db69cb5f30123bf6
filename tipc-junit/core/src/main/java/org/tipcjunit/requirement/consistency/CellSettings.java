// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tipcjunit.artifact.AskedSettings;
import org.tipcjunit.artifact.AskedSettings.Difference;
import org.tipcjunit.artifact.AskedSettings.Setting;
import org.tipcjunit.artifact.Inference.Cell;
import org.tipcjunit.artifact.Inference.Way;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.PredictorSettings;
import org.tipcjunit.requirement.text.ScriptName;

/**
 * Whether the cells that the script ran are what their rows claim, by the settings and inputs that were recorded.
 *
 * @param part what was found
 * @param unlike what each cell that did not run as it claims ran, by its name
 */
record CellSettings(Part part, Map<String, String> unlike) {

    private static final Map<Setting, String> REMEDIES = Map.of(
            Setting.ONE_DNN,
            "call config.enable_mkldnn() where it is True and config.disable_mkldnn() where it is False: Paddle from 2.6 on uses"
                    + " oneDNN on a CPU unless it is switched off; read it as text, since bool('False') is True",
            Setting.THREADS,
            "give its number to config.set_cpu_math_library_num_threads",
            Setting.IR_OPTIM,
            "give it to config.switch_ir_optim",
            Setting.PRECISION,
            "call config.enable_mkldnn_bfloat16() where it is bf16, and only there",
            Setting.DEVICE,
            "call config.enable_use_gpu where the GPU is asked for, and config.disable_gpu() elsewhere",
            Setting.CACHE,
            "give its number to config.set_mkldnn_cache_capacity",
            Setting.BATCH,
            "put as many samples into a run of the predictor as it says; only the last run may have fewer");

    private static final List<String> HEADER = List.of("cell", "how it ran", "what ran");

    /** Get what the cells do not hold to: each option once, with every cell in which it was so. */
    static CellSettings of(List<Cell> cells, CellBatches batches) {
        List<Found> found = new ArrayList<>();
        List<Fault> unseen = new ArrayList<>();
        for (Cell cell : cells) {
            if (cell.way() != Way.SCRIPT || !cell.obstacle().isEmpty()) {
                continue;
            }
            if (cell.settings().stream()
                    .map(PredictorSettings::new)
                    .anyMatch(settings -> !settings.seen())) {
                unseen.add(new Fault(
                        "it cannot be seen how the predictor of a cell calculates",
                        cell.name() + ": the settings of its predictor were not recorded",
                        "create predictors with paddle.inference.create_predictor"));
                continue;
            }
            AskedSettings asked = asked(cell);
            cell.settings().stream()
                    .map(PredictorSettings::new)
                    .flatMap(settings -> asked.differences(settings).stream())
                    .distinct()
                    .forEach(difference -> found.add(new Found(cell, difference)));
            batches.difference(cell).ifPresent(difference -> found.add(new Found(cell, difference)));
        }
        List<Fault> faults = found.stream()
                .collect(Collectors.groupingBy(one -> one.difference().setting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> fault(entry.getKey(), entry.getValue()))
                .toList();
        Map<String, String> unlike = found.stream()
                .collect(Collectors.toMap(
                        one -> one.cell().name(), one -> one.difference().recorded(), (one, other) -> one + ", " + other));
        return new CellSettings(
                new Part(
                        faults,
                        unseen,
                        List.of(),
                        List.of(new TableEvidence("what ran in the cells", HEADER, rows(cells)))),
                unlike);
    }

    private static List<List<String>> rows(List<Cell> cells) {
        return cells.stream()
                .map(cell -> List.of(
                        cell.name(),
                        switch (cell.way()) {
                            case SCRIPT -> "script";
                            case REPLAY -> "replay";
                            case NOT_RUN -> "NOT_RUN";
                        },
                        cell.way() == Way.NOT_RUN ? cell.obstacle() : words(cell)))
                .toList();
    }

    private static String words(Cell cell) {
        String settings = cell.settings().stream()
                .map(recorded -> new PredictorSettings(recorded).words())
                .collect(Collectors.joining(" and "));
        long largest = CellBatches.largest(cell.inputs());
        return (settings.isEmpty() ? "not seen" : settings) + (largest > 0 ? ", batches of " + largest : "");
    }

    private record Found(Cell cell, Difference difference) {}

    /** A script can be told of graph optimisation beside the lists. */
    private static AskedSettings asked(Cell cell) {
        Optional<String> optimised = argv(cell).stream()
                .filter(word -> word.matches("(?i)-*[\\w.]*ir_optim=\\w+"))
                .map(word -> word.substring(word.indexOf('=') + 1))
                .reduce((first, second) -> second);
        if (optimised.isEmpty()) {
            return new AskedSettings(cell.alternatives());
        }
        Map<String, String> all = new HashMap<>(cell.alternatives());
        all.putIfAbsent("ir_optim", optimised.get());
        return new AskedSettings(all);
    }

    private static Fault fault(Setting setting, List<Found> found) {
        String option = option(setting, found.get(0));
        return new Fault(
                script(found.get(0).cell()) + " ignores " + option,
                found.stream()
                        .map(one -> one.cell().name() + ": asked for was " + option(setting, one) + "="
                                + one.difference().asked() + ", recorded was "
                                + one.difference().recorded())
                        .collect(Collectors.joining("\n")),
                REMEDIES.get(setting));
    }

    private static String script(Cell cell) {
        return cell.stage().map(ScriptName::of).orElse("the script");
    }

    /** Get the option by the name that it has in the command, such as {@code --enable_mkldnn}. */
    private static String option(Setting setting, Found found) {
        return argv(found.cell()).stream()
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(word -> word.matches("-*[\\w.]+") && setting.isNamed(word))
                .findFirst()
                .orElseGet(() -> found.cell().alternatives().keySet().stream()
                        .filter(setting::isNamed)
                        .findFirst()
                        .orElse(setting.name()));
    }

    private static List<String> argv(Cell cell) {
        return cell.stage()
                .map(StageRun::outcome)
                .map(outcome -> outcome.command().argv())
                .orElse(List.of());
    }
}
