// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.plan.model.PlanRequest;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;

/**
 * A config of a made-up model, whose lines a test changes one by one.
 *
 * @param lines the lines in order
 * @param repository the repository that it is said to be from
 * @param mode the mode to plan
 * @param device the device to map everything to
 */
public record SampleConfig(List<String> lines, Optional<String> repository, String mode, Optional<String> device) {

    public static final String PATH = "test_tipc/configs/toy/train_infer_python.txt";

    private static final Planner PLANNER = new Planner();

    private static final List<String> COMMON = List.of(
            "===========================train_params===========================",
            "model_name:toy",
            "python:python3.7",
            "gpu_list:-1",
            "Global.use_gpu:False",
            "Global.auto_cast:null",
            "Global.epoch_num:lite_train_lite_infer=5|whole_train_whole_infer=100",
            "Global.save_model_dir:./output/",
            "Train.batch_size:lite_train_lite_infer=2|whole_train_whole_infer=4",
            "Global.pretrained_model:null",
            "train_model_name:latest",
            "train_infer_img_dir:./data/images",
            "null:null",
            "##",
            "trainer:norm_train",
            "norm_train:tools/train.py -c toy.yml -o",
            "pact_train:slim/quant.py -c toy.yml -o",
            "fpgm_train:slim/prune.py -c toy.yml -o",
            "distill_train:null",
            "null:null",
            "null:null",
            "##",
            "===========================eval_params===========================",
            "eval:tools/eval.py -c toy.yml -o",
            "null:null",
            "##",
            "===========================infer_params===========================",
            "Global.save_inference_dir:./output/",
            "Global.checkpoints:",
            "norm_export:tools/export.py -c toy.yml -o",
            "quant_export:slim/export.py -c toy.yml -o",
            "fpgm_export:slim/export_pruned.py -c toy.yml -o",
            "distill_export:null",
            "export1:null",
            "export2:null",
            "inference_dir:null",
            "infer_model:./inference/toy/",
            "infer_export:null",
            "infer_quant:False",
            "inference:tools/infer.py",
            "--use_gpu:False",
            "--enable_mkldnn:True",
            "--cpu_threads:6",
            "--batch_num:1",
            "--use_tensorrt:False",
            "--precision:fp32",
            "--model_dir:",
            "--image_dir:./images",
            "null:null",
            "--benchmark:True",
            "null:null");

    private static final List<String> TUTORIAL = List.of(
            "===========================train_params===========================",
            "model_name:toy",
            "python:python3",
            "gpu_list:-1",
            "use_gpu:False",
            "--epochs:lite_train_lite_infer=1|whole_train_whole_infer=9",
            "--output-dir:./output",
            "--batch-size:lite_train_lite_infer=4|whole_train_whole_infer=8",
            "--pretrained:null",
            "train_model_name:latest.pdparams",
            "null:null",
            "##",
            "trainer:norm_train",
            "norm_train:train.py --lr=0.1",
            "nodes:null",
            "##",
            "eval:eval.py",
            "null:null",
            "===========================infer_params===========================",
            "--save-inference-dir:./toy_infer/",
            "--pretrained:",
            "norm_export:export.py --size=224",
            "##",
            "infer_model:./toy_infer/",
            "infer_export:null",
            "##",
            "inference:deploy/infer.py",
            "--use-gpu:False",
            "--batch-size:1|2",
            "--model-dir:./toy_infer/",
            "--img-path:./images/demo.jpg",
            "--benchmark:False");

    /** Get a config in the common form of 51 lines, as PaddleOCR reads it. */
    public static SampleConfig common() {
        return new SampleConfig(COMMON, Optional.of("someone/PaddleOCR"), "lite_train_lite_infer", Optional.empty());
    }

    /** Get a config in the short form of 32 lines. */
    public static SampleConfig tutorial() {
        return new SampleConfig(TUTORIAL, Optional.empty(), "lite_train_lite_infer", Optional.empty());
    }

    /** Get the config with another line at {@code index}. */
    public SampleConfig with(int index, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(index, line);
        return new SampleConfig(changed, repository, mode, device);
    }

    /** Get the config with one more line before {@code index}. */
    public SampleConfig withInserted(int index, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.add(index, line);
        return new SampleConfig(changed, repository, mode, device);
    }

    /** Get the config without the line at {@code index}. */
    public SampleConfig without(int index) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(index);
        return new SampleConfig(changed, repository, mode, device);
    }

    /** Get the config's first {@code count} lines. */
    public SampleConfig truncated(int count) {
        return new SampleConfig(lines.subList(0, count), repository, mode, device);
    }

    public SampleConfig from(String otherRepository) {
        return new SampleConfig(lines, Optional.of(otherRepository), mode, device);
    }

    public SampleConfig in(String otherMode) {
        return new SampleConfig(lines, repository, otherMode, device);
    }

    public SampleConfig onCpu() {
        return new SampleConfig(lines, repository, mode, Optional.of("cpu"));
    }

    public TipcPlan plan() {
        return plan(Map.of());
    }

    /** Plan for a checkout with {@code scripts}, by file name. */
    public TipcPlan plan(Map<String, String> scripts) {
        return PLANNER.plan(new PlanRequest(
                ConfigFile.of(Path.of(PATH), String.join("\n", lines) + "\n"),
                PATH,
                mode,
                repository,
                scripts,
                device));
    }

    /** Get every command of a plan as one line. */
    public static List<String> lines(TipcPlan plan) {
        return plan.commands().stream().map(SampleConfig::line).toList();
    }

    /** Get the commands of a plan for {@code step} as one line each. */
    public static List<String> lines(TipcPlan plan, Step step) {
        return plan.commands().stream()
                .filter(command -> command.step() == step)
                .map(SampleConfig::line)
                .toList();
    }

    public static String line(PlannedCommand command) {
        return String.join(" ", command.argv());
    }
}
