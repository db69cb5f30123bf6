// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The settings that {@code dialects.conf} knows; what each one means stands with the part of a {@link Dialect} that has it. */
@API(status = Status.INTERNAL, since = "0.1")
public enum DialectSetting {
    WINDOW,
    MODEL,
    PYTHON,
    OUTPUT,
    OWN_FOLDER(Choice.NEEDED),
    BENCHMARK(Choice.NEEDED),
    WHOLE_TRAIN_DROPS,
    COMMANDS,
    BROKEN,

    GPUS,
    USE_GPU,
    USE_GPU_BY,
    VISIBLE,
    HIDDEN,
    CARDS,
    FIRST_CARD_OF_NODES,
    IPS_LIMIT,

    TRAINERS,
    NORM,
    PAIRS,
    UNKNOWN_TRAINER,
    TO_STATIC_BY,
    LOADS_NORM,
    PRETRAINED,

    AUTOCAST,
    AUTOCAST_OF_TRAINER,
    AMP(Choice.POSSIBLE),
    AMP_LEVEL(Choice.POSSIBLE),
    PACT_WITHOUT_AMP,
    FUSED(Choice.NEEDED),

    TRAIN,
    TRAIN_CARDS,
    TRAIN_NODES,
    UPSTREAM_TRAIN,
    CARDS_TRAIN_NOTHING,
    MAX_ITERATIONS,
    DETERMINISTIC,
    BUILDS(Choice.NEEDED),
    WAITS,
    SAVE_LOG,
    SAVE_LOG_NODES,
    TRAIN_LOG,
    WEIGHTS,

    EVALUATION,
    EVAL,
    EVAL_LITE,
    UPSTREAM_EVAL,
    EVAL_LOG,

    EXPORTS,
    EXPORT,
    EXPORT_WITHOUT_WEIGHTS,
    EXPORT_ONNX,
    EXPORT_ONNX_LINE,
    EXPORT_LOG,
    INFERENCE_DIR,
    INFERENCE_DIR_STRICT,
    MODEL_DIR,
    IMAGES,

    INFERENCE,
    INFER_FROM,
    TELLS_QUANTISED,
    DEVICES,
    CPU,
    CPU_SKIPS,
    INFER_CPU,
    INFER_CPU_LOG,
    GPU,
    GPU_SKIPS,
    INFER_GPU,
    INFER_GPU_LOG,
    BENCHMARK_OF_CPU,

    INFER_MODELS,
    INFER_EXPORTS,
    INFER_QUANT,
    INFER_EXPORT,
    INFER_EXPORT_TO,
    INFER_GIVEN,
    INFER_IMAGES,
    INFER_MODES,
    INFER_MODES_EXPORTS,
    INFER_MODES_EXPORT,
    INFER_MODES_MODEL,

    KLQUANT,
    IS_KLQUANT,
    KLQUANT_READS_NOTHING,
    KLQUANT_FLAG_OF_CONFIG,
    QUANTISES,

    BEFORE,
    UPGRADES_PIP,
    STOPS(Choice.NEEDED),
    UNINSTALLS(Choice.NEEDED);

    private final Choice choice;

    DialectSetting() {
        this(Choice.NONE);
    }

    DialectSetting(Choice choice) {
        this.choice = choice;
    }

    /** Find the setting that is written as {@code label}. */
    static Optional<DialectSetting> of(String label) {
        return Arrays.stream(values())
                .filter(setting -> setting.label().equals(label))
                .findFirst();
    }

    /** Get how it is written. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can be given for {@code chosen}; an empty text is none in particular. */
    boolean allows(String chosen) {
        return chosen.isEmpty() ? choice != Choice.NEEDED : choice != Choice.NONE;
    }

    /** Whether a setting is given once, or for each of some models, modes or precisions, as in {@code amp[fp16]}. */
    private enum Choice {
        NONE,
        POSSIBLE,
        NEEDED
    }
}
