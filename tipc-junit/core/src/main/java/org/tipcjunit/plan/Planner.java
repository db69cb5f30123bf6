// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ChainKind;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.plan.deploy.CppInferencePlanner;
import org.tipcjunit.plan.deploy.Dy2StaticPlanner;
import org.tipcjunit.plan.deploy.InferencePlanner;
import org.tipcjunit.plan.deploy.LitePlanner;
import org.tipcjunit.plan.deploy.OnnxPlanner;
import org.tipcjunit.plan.deploy.PipelinePlanner;
import org.tipcjunit.plan.deploy.PtqPlanner;
import org.tipcjunit.plan.dialect.Dialects;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.PlanRequest;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.plan.serving.ServingPlanner;
import org.tipcjunit.plan.train.TrainInferPlanner;

/**
 * Plans what a config asks for in a mode: the commands that upstream's scripts would run, and where they are not what the
 * config asks, what it asks.
 *
 * <p>A plan is made from texts only; nothing is read or run. Thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Planner {

    /** The longest list of 2,091 public configs has 6 entries, and their lists multiply to 768 at most. */
    private static final int MOST_ALTERNATIVES = 100;

    private static final int MOST_CELLS = 10_000;

    private static final String LITE_TRAIN = "lite_train_lite_infer";

    private final Map<ChainKind, KindPlanner> planners = new EnumMap<>(ChainKind.class);

    /** Make a planner for all kinds of chains. */
    public Planner() {
        Dialects dialects = Dialects.bundled();
        KindPlanner trainings = new TrainInferPlanner(dialects);
        planners.put(ChainKind.TRAIN_INFER_PYTHON, trainings);
        planners.put(
                ChainKind.TRAIN_DY2STATIC_PYTHON,
                new ModePlanner(List.of(LITE_TRAIN), new Dy2StaticPlanner(trainings)));
        KindPlanner serving = deployed("serving_infer", new ServingPlanner());
        planners.put(ChainKind.SERVING_PYTHON, serving);
        planners.put(ChainKind.SERVING_CPP, serving);
        planners.put(ChainKind.PADDLE2ONNX, deployed("paddle2onnx_infer", new OnnxPlanner()));
        planners.put(ChainKind.INFER_CPP, deployed("cpp_infer", new CppInferencePlanner()));
        planners.put(ChainKind.PTQ_INFER_PYTHON, deployed("whole_infer", new PtqPlanner()));
        planners.put(ChainKind.INFER_PYTHON, deployed("whole_infer", new InferencePlanner()));
        planners.put(ChainKind.LITE_ARM, deployed(LITE_TRAIN, new LitePlanner()));
        planners.put(ChainKind.PIPELINE_PYTHON, deployed("pipeline_infer", new PipelinePlanner()));
    }

    /**
     * Plan a chain.
     *
     * @throws ConfigException if the config cannot be planned at all; the message names file, line and remedy
     */
    public TipcPlan plan(PlanRequest request) {
        return plan(request, request.reading());
    }

    /**
     * Plan a chain for what was read already.
     *
     * @param reading the config as it is understood
     * @param device {@code cpu} to plan every cell of a GPU for the CPU; empty to leave them
     * @throws ConfigException if the config cannot be planned at all; the message names file, line and remedy
     */
    public TipcPlan plan(Reading reading, Optional<String> device) {
        return plan(PlanRequest.of(reading, device), reading);
    }

    /** Get the mode of a kind of chains that has one only. */
    public Optional<String> onlyMode(ChainKind kind) {
        return planners.get(kind) instanceof ModePlanner planner ? planner.onlyMode() : Optional.empty();
    }

    private TipcPlan plan(PlanRequest request, Reading reading) {
        requireBoundedLists(reading.entries());
        KindPlanner planner = planners.get(reading.kind());
        if (planner == null) {
            throw ConfigException.at(
                    request.configPath(),
                    1,
                    "chains of kind " + reading.kind().label() + " cannot be planned yet",
                    "leave this config out");
        }
        return planner.plan(new PlanInput(request, reading, List.of()));
    }

    /** Lists multiply: a few long ones would ask for more commands than anybody can run. */
    private static void requireBoundedLists(ConfigEntries entries) {
        long cells = 1;
        ConfigEntry longest = entries.get(0);
        int most = 0;
        for (ConfigEntry entry : entries.entries()) {
            int alternatives = entry.elements().size();
            if (alternatives > most) {
                most = alternatives;
                longest = entry;
            }
            boolean byMode = entry.elements().stream().allMatch(element -> element.contains("="));
            if (alternatives > 1 && !byMode) {
                cells = Math.min(MOST_CELLS + 1L, cells * alternatives);
            }
        }
        if (most > MOST_ALTERNATIVES || cells > MOST_CELLS) {
            throw entries.problem(
                    longest,
                    "the lists of this config multiply to "
                            + (cells > MOST_CELLS ? "more than " + MOST_CELLS : String.valueOf(cells))
                            + " combinations; the longest one, in this line, has " + most + " entries",
                    "list at most " + MOST_ALTERNATIVES + " values in a line, or split the config");
        }
    }

    private static KindPlanner deployed(String mode, KindPlanner planner) {
        return new ModePlanner(List.of(mode), new CarriageReturnPlanner(new CpuDeploymentPlanner(planner)));
    }
}
