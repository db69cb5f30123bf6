// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.BackboneModel;

/**
 * Judges whether a model was trained on the backbone that it is named after, and not on another one (clause 4.3.2).
 *
 * <p>Where a switch of backbones is ignored, two of them give the same network: weights of the same names and size, or equal bits.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BackboneSwitch() {

    private static final String REQUIREMENT = "@ReplacesBackbone";

    /**
     * Judge the model of one backbone against those of {@code others}; a pure function, safe for several threads.
     *
     * @param exported where the model comes from
     * @param model the model
     * @param others the models of other backbones that were exported before; may be empty for the first one
     */
    public Finding judge(ExportedModel exported, BackboneModel model, List<BackboneModel> others) {
        Judgement judgement = Judgement.of(
                Clause.BACKBONE,
                REQUIREMENT,
                exported.stage(),
                "with each backbone another model: other weights and other outputs");
        if (model.weightDigests().isEmpty()) {
            return judgement.cannotJudge(
                    "the weights of the exported layer were not seen",
                    "0 weights in the export's recording",
                    "export a paddle.nn.Layer with paddle.jit.save",
                    List.of(),
                    List.of());
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (BackboneModel other : others) {
            rows.add(List.of(
                    other.backbone(),
                    String.valueOf(other.weightDigests().size()),
                    String.valueOf(other.parameterBytes()),
                    model.sameness(other).orElse("another model")));
            model.sentenceOnSameness(other).ifPresent(same::add);
        }
        List<Evidence> evidence = List.of(new TableEvidence(
                "models of other backbones", List.of("backbone", "weights", "parameter bytes", "seen as"), rows));
        List<Figure> figures = List.of(
                Figure.of("weights", model.weightDigests().size(), ""),
                Figure.of("parameters", model.parameterBytes(), "bytes"),
                Figure.of("other backbones compared", others.size(), ""));
        if (!same.isEmpty()) {
            return judgement.fail(
                    "the switch to " + model.backbone() + " is ignored",
                    String.join("\n", same),
                    "build the backbone that the config names, in training and export alike",
                    figures,
                    evidence);
        }
        return judgement.pass(
                others.isEmpty()
                        ? "the first backbone of this run; those that follow are compared with it"
                        : "the model with " + model.backbone() + " is another one than with "
                                + Quantity.count(others.size(), "other backbone"),
                model.weightDigests().size() + " weights, " + model.parameterBytes() + " bytes",
                figures,
                evidence);
    }
}
