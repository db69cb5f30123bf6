// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.certification.selection.ServingSelection;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.requirement.BackboneSubject;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.ChainPlan;

/**
 * The model of a certification, as the judge of a demand sees it.
 *
 * @param demand the demand
 * @param prepared the certification
 * @param chain the chain, as its judge is to see it
 * @param made makes the inference that the certificate shows
 */
record JudgedModel(Demand<?> demand, Prepared prepared, Chain chain, Supplier<Inference> made) implements Subject {

    @Override
    public String model() {
        return chain().plan().model();
    }

    @Override
    public String requirement() {
        return demand.label();
    }

    @Override
    public Inference inference() {
        return made.get();
    }

    @Override
    public Declarations declarations() {
        return prepared.terms();
    }

    @Override
    public Optional<String> metric() {
        return prepared.request().wishes().metric().map(this::fill).or(() -> declarations()
                .text("metric"));
    }

    @Override
    public Optional<BackboneSubject> backbone() {
        return prepared.request().backbone().map(run -> run);
    }

    @Override
    public String fill(String text) {
        return prepared.request().fill(text);
    }

    @Override
    public List<String> servicesBeside() {
        ChainPlan plan = chain().plan();
        return ServingSelection.beside(plan.repository(), plan.request().model().configPath());
    }
}
