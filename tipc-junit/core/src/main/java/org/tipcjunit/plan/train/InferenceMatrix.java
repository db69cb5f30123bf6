// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.dialect.DialectInference;
import org.tipcjunit.plan.dialect.SkipRule;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedInput;
import org.tipcjunit.plan.model.Step;

/** The inference of one model in every cell that the config's lists span. */
@API(status = Status.INTERNAL, since = "0.1")
public final class InferenceMatrix {

    public static final String NEEDS_GPU = "needs a GPU that Paddle can use";

    private final Script script;
    private final Dialect dialect;
    private final Combination combination;
    private final Optional<String> notRun;

    /**
     * Take the matrix of a model.
     *
     * @param notRun why the model itself cannot be made here; empty when it can
     */
    InferenceMatrix(Script script, Combination combination, Optional<String> notRun) {
        this.script = script;
        this.dialect = script.dialect();
        this.combination = combination;
        this.notRun = notRun;
    }

    /**
     * Add a command for every cell.
     *
     * @param quantised what the script knows about the model: {@code True}, {@code False}, or something else
     */
    void plan(String quantised) {
        String outside = script.draft().directory();
        if (!dialect.inference().from().isEmpty()) {
            script.draft().changeDirectory(dialect.inference().from());
        }
        for (String device : script.entry(dialect.inference().devices()).elements()) {
            script.set("device", device);
            Map<String, String> cell = new LinkedHashMap<>();
            if (device.equals("False") || device.equals("cpu")) {
                cell.put("device", "cpu");
                cells("cpu", cell, dialect.inference().cpu().loops(), quantised);
            } else if (device.equals("True") || device.equals("gpu")) {
                cell.put("device", "gpu");
                cells("gpu", cell, dialect.inference().gpu().loops(), quantised);
            } else {
                script.draft()
                        .doesNotRun(
                                "inference on the device " + device,
                                script.entry(dialect.inference().devices()).line(),
                                "it is neither CPU nor GPU");
            }
        }
        script.draft().enter(outside);
    }

    private void cells(String device, Map<String, String> cell, List<DialectInference.Loop> loops, String quantised) {
        Optional<SkipRule> rule = skipRule(device, cell, quantised);
        if (rule.isPresent()) {
            leaveOut(rule.get(), device, cell, loops, quantised);
        } else {
            allCells(device, cell, loops, quantised);
        }
    }

    private void leaveOut(
            SkipRule rule,
            String device,
            Map<String, String> cell,
            List<DialectInference.Loop> loops,
            String quantised) {
        if (rule.leavesOutWhatIsAsked(cell)) {
            script.deviating(
                    DeviationKind.QUANTIZED_INT8_NOT_SKIPPED,
                    script.place(script.entry(dialect.inference().devices())) + ": " + cell,
                    () -> {
                        if (!script.isFaithful()) {
                            allCells(device, cell, loops, quantised);
                        }
                    });
        } else {
            script.draft()
                    .doesNotRun(
                            "inference with " + cell,
                            script.entry(dialect.inference().devices()).line(),
                            "upstream's scripts leave it out: " + rule.label());
        }
    }

    private void allCells(
            String device, Map<String, String> cell, List<DialectInference.Loop> loops, String quantised) {
        if (loops.isEmpty()) {
            infer(device, cell);
            return;
        }
        String name = loops.get(0).axis().label();
        ConfigEntry list = script.entry(loops.get(0).line());
        for (String value : list.elements()) {
            Map<String, String> wider = new LinkedHashMap<>(cell);
            wider.put(name, value);
            script.set(name, value);
            cells(device, wider, loops.subList(1, loops.size()), quantised);
        }
    }

    private Optional<SkipRule> skipRule(String device, Map<String, String> cell, String quantised) {
        return form(device).skips().stream()
                .filter(rule -> rule.skips(cell, quantised))
                .findFirst();
    }

    private DialectInference.Cells form(String device) {
        return device.equals("cpu")
                ? dialect.inference().cpu()
                : dialect.inference().gpu();
    }

    private void infer(String device, Map<String, String> cell) {
        if (device.equals("cpu")) {
            script.set(
                    "benchmark_of_cpu",
                    script.command(dialect.inference().benchmarkOfCpu()).line());
        }
        script.run(
                Step.INFER,
                form(device).command(),
                Details.of(combination)
                        .withCell(cell)
                        .withLog(script.fill(form(device).log()))
                        .withGiven(Stream.of(
                                        PlannedInput.model(script.get("model_dir")),
                                        PlannedInput.images(script.get("images")))
                                .filter(input -> !input.path().isBlank())
                                .toList())
                        .withNotRun(notRun.or(() -> device.equals("gpu") ? Optional.of(NEEDS_GPU) : Optional.empty())));
    }
}
