// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.dialect.DialectMachines;
import org.tipcjunit.plan.dialect.DialectTrainers;
import org.tipcjunit.plan.dialect.DialectTraining;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedInput;
import org.tipcjunit.plan.model.Step;

/** Every training of a config, with its evaluation, its export and the inference of its model. */
final class TrainingLoop {

    private static final String CPU = "-1";

    private static final String UNASKED_EPOCHS = "2";

    private final Script script;
    private final Dialect dialect;
    private final Visibility visibility;
    private final Trainers trainers;
    private final MixedPrecision precision;
    private String normWeights = "";

    TrainingLoop(Script script) {
        this.script = script;
        this.dialect = script.dialect();
        this.visibility = new Visibility(script);
        this.trainers = new Trainers(script);
        this.precision = new MixedPrecision(script);
    }

    void plan() {
        PackageChanges packages = new PackageChanges(script);
        packages.before();
        trainOnAll();
        packages.after();
    }

    private void trainOnAll() {
        List<String> useGpu = script.entry(dialect.machines().useGpu()).elements();
        List<String> gpus = script.entry(dialect.machines().gpus()).elements();
        for (int i = 0; i < gpus.size(); i++) {
            Machines machines = Machines.of(gpus.get(i), script.isFaithful());
            script.set("gpu", machines.gpus(), script.entry(dialect.machines().gpus()));
            script.set("ips", machines.ips(), script.entry(dialect.machines().gpus()));
            script.set("use_gpu", useGpu(machines, i < useGpu.size() ? useGpu.get(i) : ""));
            visibility.enter(machines);
            ConfigEntry list = script.entry(dialect.machines().gpus());
            script.deviatingIf(
                    Machines.isMisread(gpus.get(i), dialect.machines().ipsLimit()),
                    DeviationKind.MACHINES_MISREAD,
                    script.place(list) + ": " + gpus.get(i),
                    () -> trainOn(machines));
        }
    }

    private void trainOn(Machines machines) {
        for (String autocast : precision.entries()) {
            for (String trainer : script.entry(dialect.trainers().list()).elements()) {
                script.deviatingIf(
                        trainers.isShifted(trainer),
                        DeviationKind.STATIC_OPTION_SHIFTED,
                        script.place(script.entry(dialect.trainers().list())) + ": " + trainer,
                        () -> trainers.find(trainer)
                                .filter(pair -> !precision.leavesOut(pair, autocast))
                                .ifPresent(pair -> train(machines, autocast, trainer, pair)));
            }
        }
    }

    private String useGpu(Machines machines, String ofEntry) {
        return switch (dialect.machines().useGpuBy()) {
            case ALL -> script.entry(dialect.machines().useGpu()).value();
            case CPU_FALSE ->
                machines.gpus().equals(CPU)
                        ? "False"
                        : script.entry(dialect.machines().useGpu()).value();
            case NONE -> "";
            case ENTRY -> ofEntry;
        };
    }

    private void train(Machines machines, String autocast, String trainer, Trainer pair) {
        script.set("trainer", trainer);
        script.set("autocast", precision.autocast(autocast, trainer));
        script.set("amp", dialect.precision().amp().of(autocast));
        script.set("amp_level", dialect.precision().ampLevel().of(autocast));
        script.set("fused", precision.fused(autocast));
        script.set("amp_or_autocast", precision.ampOrAutocast(autocast));
        script.set("epochs", epochs());
        script.set(
                "run_train",
                pair.train() + maximum(),
                pair.from(),
                script.entry(dialect.trainers().list()));
        script.set("run_export", pair.export().value(), pair.export());
        script.set("to_static", pair.toStatic());
        boolean several = machines.ips().length() > dialect.machines().ipsLimit();
        int nodes = Math.max(1, ConfigEntry.elements(machines.ips(), ',').size());
        script.set("nodes", several ? String.valueOf(nodes) : "1");
        script.set(
                "save_log",
                script.fill(
                        several
                                ? dialect.training().saveLogOfNodes()
                                : dialect.training().saveLog()),
                script.entry(dialect.machines().gpus()),
                script.entry(dialect.precision().autocast()),
                script.entry(dialect.trainers().list()));
        Combination combination = new Combination(trainer, machines.text(), script.get("autocast"), nodes);
        new Round(machines, several, combination, pair).run();
    }

    /** What scripts train that never look at the config's epochs. */
    private String epochs() {
        String asked = script.line(Line.EPOCHS).valueIn(script.input().mode());
        return script.isFaithful() || asked.isEmpty() ? UNASKED_EPOCHS : asked;
    }

    private String maximum() {
        String mode = script.input().mode();
        boolean whole = mode.contains("whole_train") || mode.equals("benchmark_train");
        String maximum = dialect.training().maxIterations();
        return whole || maximum.isEmpty() ? "" : " " + maximum;
    }

    /** One training and what comes after it. */
    private final class Round {

        private final Machines machines;
        private final boolean several;
        private final Combination combination;
        private final Trainer pair;
        private final Optional<String> notRun;

        Round(Machines machines, boolean several, Combination combination, Trainer pair) {
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
            script.set("weights", script.fill(dialect.training().weights()));
            if (pair.isNorm() && !several) {
                normWeights = script.get("weights");
            }
            evaluate();
            export();
            if (dialect.machines().hidden().contains(DialectMachines.HidingPoint.ALWAYS)) {
                visibility.hide();
            }
        }

        private Details details() {
            return Details.of(combination).withNotRun(notRun);
        }

        private void train() {
            script.set("pretrain", pretrain());
            if (dialect.machines().hidden().contains(DialectMachines.HidingPoint.TRAIN)) {
                visibility.hide();
            }
            if (dialect.training().deterministic()) {
                script.draft().export("FLAGS_cudnn_deterministic", "True");
            }
            Dialect.chosenIn(dialect.training().builds(), script.get("model")).ifPresent(build -> {
                String outside = script.draft().directory();
                script.run(Step.BUILD, script.command(build), details());
                script.draft().enter(outside);
            });
            DialectTraining.Launch form;
            boolean onSeveral = script.isFaithful() ? several : !machines.ips().isEmpty();
            if (machines.gpus().length() <= 2 && (script.isFaithful() || !onSeveral)) {
                form = DialectTraining.Launch.SINGLE;
                visibility.show(DialectMachines.Point.SINGLE);
            } else {
                form = onSeveral ? DialectTraining.Launch.NODES : DialectTraining.Launch.CARDS;
            }
            if (dialect.machines().hidden().contains(DialectMachines.HidingPoint.TRAIN)) {
                visibility.hide();
            }
            waits(DialectTraining.Wait.TRAIN);
            deviatingFromEpochs(() -> script.deviatingIf(
                    losesPretrained(),
                    DeviationKind.NORM_WEIGHTS_NOT_LOADED,
                    script.place(script.entry(dialect.trainers().list())) + ": " + combination.trainer(),
                    () -> launch(form)));
            waits(DialectTraining.Wait.TRAIN);
        }

        private void launch(DialectTraining.Launch form) {
            Template command = dialect.training().command(form);
            Optional<Template> ofScript = dialect.training().upstream();
            if (ofScript.isPresent()) {
                instead(Step.TRAIN, command, ofScript.get());
                return;
            }
            boolean nothing =
                    form == DialectTraining.Launch.CARDS && dialect.training().cardsTrainNothing();
            script.deviatingIf(
                    nothing,
                    DeviationKind.CARDS_TRAIN_NOTHING,
                    script.place(script.entry(dialect.machines().gpus())) + ": " + machines.gpus(),
                    () -> {
                        if (!nothing || !script.isFaithful()) {
                            script.run(
                                    Step.TRAIN,
                                    command,
                                    details()
                                            .withLog(script.fill(
                                                    dialect.training().log()))
                                            .withOutputs(List.of(script.get("save_log"))));
                        }
                    });
        }

        /** A script that runs commands of its own instead of the config's. */
        private void instead(Step step, Template planned, Template upstream) {
            script.deviating(
                    DeviationKind.CONFIG_IGNORED,
                    script.place(script.line(Line.MODEL_NAME)),
                    () -> script.run(step, script.isFaithful() ? upstream : planned, details()));
        }

        private void deviatingFromEpochs(Runnable body) {
            ConfigEntry epochs = script.line(Line.EPOCHS);
            String asked = epochs.valueIn(script.input().mode());
            boolean ignored =
                    dialect.training().single().uses("epochs") && !asked.isEmpty() && !asked.equals(UNASKED_EPOCHS);
            script.deviatingIf(
                    ignored,
                    DeviationKind.EPOCHS_IGNORED,
                    script.place(epochs) + ": " + asked + " epochs asked for",
                    body);
        }

        private String pretrain() {
            ConfigEntry entry = script.entry(dialect.trainers().pretrained());
            boolean continues = pair.continuesNorm() && !several;
            if (!continues || dialect.trainers().loadsNorm() == DialectTrainers.LoadsNorm.NO) {
                return entry.value();
            }
            if (dialect.trainers().loadsNorm() == DialectTrainers.LoadsNorm.OWN) {
                return script.fill(dialect.training().weights());
            }
            if (script.isFaithful()) {
                return dialect.trainers().loadsNorm() == DialectTrainers.LoadsNorm.YES ? normWeights : "";
            }
            return normWeights.isEmpty() ? entry.value() : normWeights;
        }

        /** Whether upstream's script starts from other weights than the plan. */
        private boolean losesPretrained() {
            boolean continues = pair.continuesNorm() && !several;
            return continues
                    && (dialect.trainers().loadsNorm() == DialectTrainers.LoadsNorm.NEVER
                            || (dialect.trainers().loadsNorm() == DialectTrainers.LoadsNorm.YES
                                    && normWeights.isEmpty()));
        }

        private void evaluate() {
            if (!Script.isGiven(script.entry(dialect.evaluation().line()).value())) {
                return;
            }
            visibility.show(DialectMachines.Point.EVAL);
            Template command = dialect.evaluation().command();
            Optional<Template> ofScript = dialect.evaluation().upstream();
            if (ofScript.isPresent()) {
                instead(Step.EVAL, command, ofScript.get());
                return;
            }
            boolean withParameter = script.input().mode().contains("lite_infer")
                    && !script.line(Line.TRAIN_PARAM).key().equals("null");
            script.run(
                    Step.EVAL,
                    withParameter ? dialect.evaluation().lite().orElse(command) : command,
                    details()
                            .withLog(script.fill(dialect.evaluation().log()))
                            .withGiven(List.of(PlannedInput.weights(script.get("weights")))));
            waits(DialectTraining.Wait.EVAL);
        }

        private void export() {
            if (!Script.isGiven(pair.export().value()) || (!dialect.export().exports() && script.isFaithful())) {
                return;
            }
            String save = script.get("save_log");
            if (script.entry(dialect.export().onnxLine()).key().equals("export_onnx")) {
                script.run(
                        Step.EXPORT,
                        dialect.export().onnx(),
                        details().withGiven(List.of(PlannedInput.weights(script.get("weights")))));
            }
            boolean without = dialect.training().weights().uses("weights_folder")
                    && !script.get("weights_folder").equals(script.get("model"));
            script.deviatingIf(
                    without,
                    DeviationKind.EXPORT_WITHOUT_WEIGHTS,
                    script.place(script.line(Line.EXPORT_WEIGHT)) + ": " + script.get("weights"),
                    () -> script.run(
                            Step.EXPORT,
                            without && script.isFaithful()
                                    ? dialect.export().withoutWeights()
                                    : dialect.export().command(),
                            details()
                                    .withLog(script.fill(dialect.export().log()))
                                    .withGiven(List.of(PlannedInput.weights(script.get("weights"))))
                                    .withOutputs(List.of(save))));
            visibility.show(DialectMachines.Point.EXPORT);
            script.set("inference_dir", inferenceDirectory());
            script.set("model_dir", script.fill(dialect.export().modelDir()));
            script.set("images", script.fill(dialect.export().images()));
            new InferenceMatrix(script, combination, notRun).plan(quantised());
            if (dialect.machines().hidden().contains(DialectMachines.HidingPoint.EXPORT)) {
                visibility.hide();
            }
        }

        private String quantised() {
            if (!dialect.inference().tellsQuantised()) {
                return "";
            }
            return pair.quantised() ? "True" : "False";
        }

        private String inferenceDirectory() {
            if (dialect.export().inferenceDir() < 0) {
                return "";
            }
            String folder = script.entry(dialect.export().inferenceDir()).value();
            if (folder.isEmpty() && dialect.export().inferenceDirStrict()) {
                return "";
            }
            return folder.equals("null") || folder.equals("##") ? "" : "/" + folder;
        }

        private void waits(DialectTraining.Wait when) {
            if (dialect.training().waits().contains(when)) {
                script.run(Step.WAIT, new CommandText().text("sleep 5"), Details.of(combination));
            }
        }
    }
}
