// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.Line;
import org.tipcjunit.config.LineLayout;

/** Every training of a config, with its evaluation, its export and the inference of its model. */
final class Trainings {

    private static final String CPU = "-1";

    private static final String UNASKED_EPOCHS = "2";

    /** The longest list of cards that upstream's scripts do not take for a list of machines. */
    private static final int LONGEST_CARDS = 15;

    private final Script script;
    private final Dialect dialect;
    private final Visibility visibility;
    private final Trainers trainers;
    private String normWeights = "";

    Trainings(Script script) {
        this.script = script;
        this.dialect = script.dialect();
        this.visibility = new Visibility(script);
        this.trainers = new Trainers(script);
    }

    void plan() {
        before();
        trainOnAll();
        after();
    }

    private void before() {
        if (!dialect.text("before").isEmpty()) {
            changePackages(List.of(script.command("before")));
        }
    }

    /** Some scripts clean up the Python that they ran with. */
    private void after() {
        if (!dialect.says("upgrades_pip")) {
            return;
        }
        List<CommandText> commands = new ArrayList<>();
        commands.add(script.command(new Template("{python} -m pip install --upgrade pip")));
        String model = script.get("model");
        if (dialect.settings().containsKey("stops[" + model + "]")) {
            commands.add(script.command(new Template(dialect.chosen("stops", model))));
        }
        for (String name : dialect.chosen("uninstalls", model).split(" ", -1)) {
            if (!name.isEmpty()) {
                commands.add(script.command(new Template("{python} -m pip uninstall " + name + " -y")));
            }
        }
        changePackages(commands);
    }

    private void changePackages(List<CommandText> commands) {
        script.deviating(DeviationKind.PACKAGES_CHANGED, script.place(line(Line.MODEL_NAME)), () -> {
            if (script.isFaithful()) {
                commands.forEach(command -> script.run(Step.INSTALL, command, Details.none()));
            }
        });
    }

    private void trainOnAll() {
        List<String> useGpu = script.entry("use_gpu").elements();
        List<String> gpus = script.entry("gpus").elements();
        for (int i = 0; i < gpus.size(); i++) {
            Machines machines = machines(gpus.get(i));
            script.set("gpu", machines.gpus(), script.entry("gpus"));
            script.set("ips", machines.ips(), script.entry("gpus"));
            script.set("use_gpu", useGpu(machines, i < useGpu.size() ? useGpu.get(i) : ""));
            visibility.enter(machines);
            ConfigEntry list = script.entry("gpus");
            script.deviatingIf(
                    isMisread(gpus.get(i)),
                    DeviationKind.MACHINES_MISREAD,
                    script.place(list) + ": " + gpus.get(i),
                    () -> trainOn(machines));
        }
    }

    private void trainOn(Machines machines) {
        for (String autocast : autocasts()) {
            for (String trainer : script.entry("trainers").elements()) {
                script.deviatingIf(
                        trainers.isShifted(trainer),
                        DeviationKind.STATIC_OPTION_SHIFTED,
                        script.place(script.entry("trainers")) + ": " + trainer,
                        () -> trainers.find(trainer)
                                .filter(pair -> !isLeftOut(pair, autocast))
                                .ifPresent(pair -> train(machines, autocast, trainer, pair)));
            }
        }
    }

    private boolean isLeftOut(Trainer pair, String autocast) {
        return dialect.says("pact_without_amp") && pair.quantised() && autocast.equals("amp");
    }

    /** How the script understands an entry of the list of devices. */
    private Machines machines(String gpus) {
        boolean severalMachines = gpus.indexOf(';') >= 0;
        if (script.isFaithful() ? gpus.length() <= LONGEST_CARDS : !severalMachines) {
            return new Machines("", gpus);
        }
        List<String> parts = ConfigEntry.elements(gpus, ';');
        return new Machines(parts.get(0), parts.size() > 1 ? parts.get(1) : "");
    }

    /** Whether upstream's script takes machines for cards or the other way round. */
    private boolean isMisread(String gpus) {
        boolean severalMachines = gpus.indexOf(';') >= 0;
        int addresses = severalMachines ? gpus.indexOf(';') : 0;
        int cards = gpus.length() - addresses - 1;
        return severalMachines ? addresses <= dialect.index("ips_limit") || cards <= 2 : gpus.length() > LONGEST_CARDS;
    }

    private String useGpu(Machines machines, String ofEntry) {
        return switch (dialect.text("use_gpu_by")) {
            case "all" -> script.entry("use_gpu").value();
            case "cpu-false" ->
                machines.gpus().equals(CPU) ? "False" : script.entry("use_gpu").value();
            case "none" -> "";
            default -> ofEntry;
        };
    }

    private List<String> autocasts() {
        return dialect.index("autocast") < 0
                ? List.of("")
                : script.entry("autocast").elements();
    }

    private void train(Machines machines, String autocast, String trainer, Trainer pair) {
        script.set("trainer", trainer);
        script.set("autocast", autocast(autocast, trainer));
        script.set("amp", dialect.chosen("amp", autocast));
        script.set("amp_level", dialect.chosen("amp_level", autocast));
        script.set("fused", fused(autocast));
        script.set("amp_or_autocast", ampOrAutocast(autocast));
        script.set("epochs", epochs());
        script.set("run_train", pair.train() + maximum(), pair.from(), script.entry("trainers"));
        script.set("run_export", pair.export().value(), pair.export());
        script.set("to_static", pair.toStatic());
        boolean several = machines.ips().length() > dialect.index("ips_limit");
        int nodes = Math.max(1, ConfigEntry.elements(machines.ips(), ',').size());
        script.set("nodes", several ? String.valueOf(nodes) : "1");
        script.set(
                "save_log",
                script.fill(several ? "save_log_nodes" : "save_log"),
                script.entry("gpus"),
                script.entry("autocast"),
                script.entry("trainers"));
        Combination combination = new Combination(trainer, machines.text(), script.get("autocast"), nodes);
        new Chain(machines, several, combination, pair).run();
    }

    /** Options that the Clas scripts add for models whose kernels fuse in mixed precision. */
    private String fused(String autocast) {
        String model = script.get("model");
        boolean fuses = model.contains("CLIP_vit_base_patch16_224")
                || model.contains("SwinTransformer_base_patch4_window7_224_ampo2_ultra");
        return fuses && (autocast.equals("amp") || autocast.equals("fp16")) ? dialect.text("fused") : "";
    }

    private String ampOrAutocast(String autocast) {
        String amp = dialect.chosen("amp", autocast);
        return amp.isEmpty() ? script.entry("autocast").argument(autocast).orElse("") : amp;
    }

    /** Get a line where the common layout has it, which is where upstream's scripts look for it. */
    private ConfigEntry line(Line line) {
        return script.entry(LineLayout.TRAINING.index(line));
    }

    /** What scripts train that never look at the config's epochs. */
    private String epochs() {
        String asked = line(Line.EPOCHS).valueIn(script.input().mode());
        return script.isFaithful() || asked.isEmpty() ? UNASKED_EPOCHS : asked;
    }

    private String maximum() {
        String mode = script.input().mode();
        boolean whole = mode.contains("whole_train") || mode.equals("benchmark_train");
        return whole || dialect.text("max_iterations").isEmpty() ? "" : " " + dialect.text("max_iterations");
    }

    private String autocast(String entry, String trainer) {
        if (dialect.says("autocast_of_trainer")) {
            return trainer.equals("amp_train") ? "True" : "False";
        }
        return entry;
    }

    /** One training and what comes after it. */
    private final class Chain {

        private final Machines machines;
        private final boolean several;
        private final Combination combination;
        private final Trainer pair;
        private final Optional<String> notRun;

        Chain(Machines machines, boolean several, Combination combination, Trainer pair) {
            this.machines = machines;
            this.several = several;
            this.combination = combination;
            this.pair = pair;
            this.notRun = notRun();
        }

        private Optional<String> notRun() {
            if (!machines.ips().isEmpty()) {
                return Optional.of("needs several machines");
            }
            if (!machines.gpus().equals(CPU)) {
                return Optional.of(InferenceMatrix.NEEDS_GPU);
            }
            // Paddle says so in a warning, and the losses are those of full precision, bit for bit.
            return combination.isFullPrecision()
                    ? Optional.empty()
                    : Optional.of(
                            "mixed precision has no effect on the CPU, so that a training there shows nothing of it");
        }

        void run() {
            train();
            script.set("weights", script.fill("weights"));
            if (pair.isNorm() && !several) {
                normWeights = script.get("weights");
            }
            evaluate();
            export();
            if (dialect.set("hidden").contains("always")) {
                visibility.hide();
            }
        }

        private Details details() {
            return Details.of(combination).withNotRun(notRun);
        }

        private void train() {
            script.set("pretrain", pretrain());
            if (dialect.set("hidden").contains("train")) {
                visibility.hide();
            }
            if (dialect.says("deterministic")) {
                script.draft().export("FLAGS_cudnn_deterministic", "True");
            }
            String build = dialect.chosenIn("builds", script.get("model"));
            if (!build.isEmpty()) {
                String outside = script.draft().directory();
                script.run(Step.BUILD, script.command(new Template(build)), details());
                script.draft().enter(outside);
            }
            String form;
            boolean onSeveral = script.isFaithful() ? several : !machines.ips().isEmpty();
            if (machines.gpus().length() <= 2 && (script.isFaithful() || !onSeveral)) {
                form = "train";
                visibility.show("single");
            } else {
                form = onSeveral ? "train_nodes" : "train_cards";
            }
            if (dialect.set("hidden").contains("train")) {
                visibility.hide();
            }
            waits("train");
            deviatingFromEpochs(() -> script.deviatingIf(
                    losesPretrained(),
                    DeviationKind.NORM_WEIGHTS_NOT_LOADED,
                    script.place(script.entry("trainers")) + ": " + combination.trainer(),
                    () -> launch(form)));
            waits("train");
        }

        private void launch(String form) {
            if (dialect.settings().containsKey("upstream_train")) {
                instead(Step.TRAIN, form, "upstream_train");
                return;
            }
            boolean nothing = form.equals("train_cards") && dialect.says("cards_train_nothing");
            script.deviatingIf(
                    nothing,
                    DeviationKind.CARDS_TRAIN_NOTHING,
                    script.place(script.entry("gpus")) + ": " + machines.gpus(),
                    () -> {
                        if (!nothing || !script.isFaithful()) {
                            script.run(
                                    Step.TRAIN,
                                    form,
                                    details()
                                            .withLog(script.fill("train_log"))
                                            .withOutputs(List.of(script.get("save_log"))));
                        }
                    });
        }

        /** A script that runs commands of its own instead of the config's. */
        private void instead(Step step, String planned, String upstream) {
            script.deviating(
                    DeviationKind.CONFIG_IGNORED,
                    script.place(line(Line.MODEL_NAME)),
                    () -> script.run(step, script.isFaithful() ? upstream : planned, details()));
        }

        private void deviatingFromEpochs(Runnable body) {
            ConfigEntry epochs = line(Line.EPOCHS);
            String asked = epochs.valueIn(script.input().mode());
            boolean ignored =
                    dialect.text("train").contains("{6=epochs}") && !asked.isEmpty() && !asked.equals(UNASKED_EPOCHS);
            script.deviatingIf(
                    ignored,
                    DeviationKind.EPOCHS_IGNORED,
                    script.place(epochs) + ": " + asked + " epochs asked for",
                    body);
        }

        private String pretrain() {
            ConfigEntry entry = script.entry("pretrained");
            boolean continues = pair.continuesNorm() && !several;
            if (!continues || dialect.text("loads_norm").equals("no")) {
                return entry.value();
            }
            if (dialect.text("loads_norm").equals("own")) {
                return script.fill("weights");
            }
            if (script.isFaithful()) {
                return dialect.text("loads_norm").equals("yes") ? normWeights : "";
            }
            return normWeights.isEmpty() ? entry.value() : normWeights;
        }

        /** Whether upstream's script starts from other weights than the plan. */
        private boolean losesPretrained() {
            boolean continues = pair.continuesNorm() && !several;
            return continues
                    && (dialect.text("loads_norm").equals("never")
                            || (dialect.text("loads_norm").equals("yes") && normWeights.isEmpty()));
        }

        private void evaluate() {
            if (!Script.isGiven(script.entry("evaluation").value())) {
                return;
            }
            visibility.show("eval");
            if (dialect.settings().containsKey("upstream_eval")) {
                instead(Step.EVAL, "eval", "upstream_eval");
                return;
            }
            boolean withParameter = script.input().mode().contains("lite_infer")
                    && dialect.settings().containsKey("eval[lite_infer]")
                    && !line(Line.TRAIN_PARAM).key().equals("null");
            script.run(
                    Step.EVAL,
                    withParameter ? "eval[lite_infer]" : "eval",
                    details()
                            .withLog(script.fill("eval_log"))
                            .withGiven(List.of(PlannedInput.weights(script.get("weights")))));
            waits("eval");
        }

        private void export() {
            if (!Script.isGiven(pair.export().value())
                    || (dialect.text("exports").equals("no") && script.isFaithful())) {
                return;
            }
            String save = script.get("save_log");
            if (script.entry("export_onnx_line").key().equals("export_onnx")) {
                script.run(
                        Step.EXPORT,
                        "export_onnx",
                        details().withGiven(List.of(PlannedInput.weights(script.get("weights")))));
            }
            boolean without = dialect.text("weights").contains("{weights_folder}")
                    && !script.get("weights_folder").equals(script.get("model"));
            script.deviatingIf(
                    without,
                    DeviationKind.EXPORT_WITHOUT_WEIGHTS,
                    script.place(line(Line.EXPORT_WEIGHT)) + ": " + script.get("weights"),
                    () -> script.run(
                            Step.EXPORT,
                            without && script.isFaithful() ? "export_without_weights" : "export",
                            details()
                                    .withLog(script.fill("export_log"))
                                    .withGiven(List.of(PlannedInput.weights(script.get("weights"))))
                                    .withOutputs(List.of(save))));
            visibility.show("export");
            script.set("inference_dir", inferenceDirectory());
            script.set("model_dir", script.fill("model_dir"));
            script.set("images", script.fill("images"));
            new InferenceMatrix(script, combination, notRun).plan(quantised());
            if (dialect.set("hidden").contains("export")) {
                visibility.hide();
            }
        }

        private String quantised() {
            if (dialect.text("quantised").equals("never")) {
                return "";
            }
            return pair.quantised() ? "True" : "False";
        }

        private String inferenceDirectory() {
            if (dialect.index("inference_dir") < 0) {
                return "";
            }
            String folder = script.entry("inference_dir").value();
            if (folder.isEmpty() && dialect.text("inference_dir_test").equals("strict")) {
                return "";
            }
            return folder.equals("null") || folder.equals("##") ? "" : "/" + folder;
        }

        private void waits(String when) {
            if (dialect.words("waits").contains(when)) {
                script.run(Step.WAIT, new CommandText().text("sleep 5"), Details.of(combination));
            }
        }
    }

    /**
     * The machines and cards of one training.
     *
     * @param ips the addresses of several machines; empty for this machine
     * @param gpus the cards; {@code -1} is the CPU
     */
    record Machines(String ips, String gpus) {

        String text() {
            return ips.isEmpty() ? gpus : ips + ";" + gpus;
        }

        List<String> cards() {
            return new ArrayList<>(ConfigEntry.elements(gpus, ','));
        }
    }
}
