// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The way in which one family of {@code test_train_inference_python.sh} composes its commands.
 *
 * <p>Lines are indices of the config's entries, from 0; -1 is no line.
 *
 * @param name the family's name
 * @param frame what it reads, and what it calls things
 * @param machines how it goes through the devices
 * @param trainers how it finds the commands of a trainer
 * @param precision how it trains in mixed precision
 * @param training how it trains
 * @param evaluation how it evaluates
 * @param export how it exports what it trained
 * @param inference how it infers
 * @param givenModels how it infers models that the config brings
 * @param quantisation how it infers models that are quantised offline
 * @param packages what it does to the Python that it runs with
 * @param settings all this as it is written, for dialects that inherit from it
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Dialect(
        String name,
        DialectFrame frame,
        DialectMachines machines,
        DialectTrainers trainers,
        DialectPrecision precision,
        DialectTraining training,
        DialectEvaluation evaluation,
        DialectExport export,
        DialectInference inference,
        DialectGivenModels givenModels,
        DialectQuantisation quantisation,
        DialectPackages packages,
        DialectSettings settings) {

    /** Names of the variables that templates may use. */
    public static final Set<String> VARIABLES = Set.of(
            "amp",
            "amp_level",
            "amp_or_autocast",
            "autocast",
            "batch_size",
            "benchmark",
            "benchmark_of_cpu",
            "device",
            "epochs",
            "fused",
            "gpu",
            "images",
            "infer_dir",
            "infer_model",
            "inference_dir",
            "ips",
            "iterations",
            "log_iterations",
            "mkldnn",
            "mode",
            "model",
            "model_dir",
            "nodes",
            "output",
            "precision",
            "pretrain",
            "python",
            "root",
            "run_export",
            "run_train",
            "save_log",
            "second_name",
            "threads",
            "to_static",
            "train_parameter",
            "trainer",
            "trt",
            "use_gpu",
            "video_model",
            "weights",
            "weights_folder");

    /** Get what is given for a part of {@code text}; the first in order where several are. */
    public static <T> Optional<T> chosenIn(Map<String, T> choices, String text) {
        return choices.entrySet().stream()
                .filter(choice -> text.contains(choice.getKey()))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }
}
