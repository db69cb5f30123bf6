// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Backbone;
import org.tipcjunit.requirement.BackboneSubject;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.Wishes;
import org.tipcjunit.requirement.export.ParameterSize;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Timings;

/**
 * Judges the size of the exported parameters, and reports multiply-adds and latency.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ModelSizeJudge implements Judge<ModelSizeJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param maxMegabytes the limit in megabytes (10^6 bytes); empty for what is stated about the backbone
     */
    public record Demanded(OptionalDouble maxMegabytes) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(OptionalDouble.empty());
        }
    }

    @Override
    public Clause clause() {
        return Clause.MODEL_SIZE;
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY);
    }

    @Override
    public Wishes wishes(Demanded demanded) {
        return new Wishes(Optional.empty(), Optional.empty(), true);
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Chain chain = subject.chain();
        subject.inference();
        return new ParameterSize(
                        demanded.maxMegabytes().isPresent()
                                ? demanded.maxMegabytes()
                                : subject.backbone()
                                        .map(BackboneSubject::backbone)
                                        .map(Backbone::megabytes)
                                        .orElse(OptionalDouble.empty()),
                        subject.backbone().filter(BackboneSubject::isOriginal).isPresent())
                .judge(chain.get(Export.STAGE), chain.get(Timings.OF_FIRST_BATCH));
    }
}
