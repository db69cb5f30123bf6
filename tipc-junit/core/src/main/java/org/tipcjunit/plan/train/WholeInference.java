// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntry;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.PlannedInput;
import org.tipcjunit.plan.model.Step;

/** The inference of models that a config brings instead of training them. */
final class WholeInference {

    private final Script script;
    private final Dialect dialect;
    private final boolean offlineQuantised;

    WholeInference(Script script) {
        this.script = script;
        this.dialect = script.dialect();
        this.offlineQuantised = script.input().mode().equals("klquant_whole_infer");
    }

    void plan() {
        script.set("gpu", "0");
        script.set("images", script.fill(dialect.givenModels().images()));
        if (dialect.quantisation().line() >= 0) {
            quantised();
        } else if (dialect.givenModels().modes() >= 0) {
            modes();
        } else {
            models();
        }
    }

    private void models() {
        List<String> exports = script.entry(dialect.givenModels().exports()).elements();
        List<String> quantised = script.entry(dialect.givenModels().quantised()).elements();
        List<String> models = script.entry(dialect.givenModels().models()).elements();
        for (int i = 0; i < models.size(); i++) {
            String model = models.get(i);
            String export = i < exports.size() ? exports.get(i) : "";
            script.set("infer_model", model);
            script.set("model_dir", model);
            // Configs of Clas say only whether there is one to export, and bring an exported model.
            boolean word = export.equals("True") || export.equals("False");
            if (Script.isGiven(export) && !(word && dialect.quantisation().line() >= 0)) {
                script.set("run_export", export);
                script.set("infer_dir", exportDirectory(model));
                script.run(
                        offlineQuantised ? Step.QUANTIZE : Step.EXPORT,
                        dialect.givenModels().export(),
                        Details.none()
                                .withGiven(List.of(PlannedInput.weights(model)))
                                .withOutputs(List.of(script.get("infer_dir"))));
                script.set("model_dir", script.get("infer_dir"));
            }
            String flag = i < quantised.size() ? quantised.get(i) : "";
            infer(offlineQuantised && !dialect.quantisation().flagOfConfig() ? "True" : flag);
        }
    }

    /** The Clas scripts quantise offline and infer that model. */
    private void quantised() {
        ConfigEntry command = script.entry(dialect.quantisation().line());
        ConfigEntry model = script.entry(dialect.givenModels().models());
        if (Script.isGiven(command.value()) && !command.value().equals("False")) {
            script.run(
                    Step.QUANTIZE,
                    new CommandText().text(script.get("python")).value(command),
                    Details.none().withOutputs(List.of(model.value() + "/quant_post_static_model")));
            script.set("model_dir", "../" + model.value() + "/quant_post_static_model");
            infer("True");
            return;
        }
        script.deviating(DeviationKind.WHOLE_INFER_RUNS_NOTHING, script.place(command) + ": " + command.value(), () -> {
            if (!script.isFaithful()) {
                models();
            }
        });
    }

    /** The Detection scripts export the model of each inference mode. */
    private void modes() {
        Map<String, Integer> exports = dialect.givenModels().exportsOfModes();
        List<String> quantised = script.entry(dialect.givenModels().quantised()).elements();
        int count = 0;
        for (String mode : script.entry(dialect.givenModels().modes()).elements()) {
            if (mode.equals("null") || mode.equals("kl_quant") != offlineQuantised) {
                continue;
            }
            Integer export = exports.get(mode);
            if (export == null) {
                throw script.entries()
                        .problem(
                                script.entry(dialect.givenModels().modes()),
                                "there is no inference mode '" + mode + "'",
                                "give one of " + String.join(", ", exports.keySet()));
            }
            script.set("run_export", script.entry(export).value());
            script.run(Step.EXPORT, dialect.givenModels().exportOfMode(), Details.none());
            script.set("model_dir", script.fill(dialect.givenModels().modelOfMode()));
            infer(count < quantised.size() ? quantised.get(count) : "");
            count++;
        }
    }

    private void infer(String quantised) {
        new InferenceMatrix(script, Combination.none(), Optional.empty()).plan(quantised);
    }

    private String exportDirectory(String model) {
        return switch (dialect.givenModels().exportTo()) {
            case PARENT -> model.contains("/") ? parent(model) : ".";
            case GIVEN -> script.fill(dialect.givenModels().exportFolder());
            case KLQUANT -> model + "_klquant";
            case STATIC -> model + "/static";
            case SAME -> model;
        };
    }

    private static String parent(String model) {
        String path = model.replaceAll("/+$", "");
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }
}
