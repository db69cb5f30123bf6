// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.Wishes;
import org.tipcjunit.requirement.export.FeatureMapExtraction;
import org.tipcjunit.stage.export.Export;

/**
 * Judges whether the model uses the last feature map of each stride of its backbone.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class FeatureMapsJudge implements Judge<FeatureMapsJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param strides the strides that the model works on
     * @param layer the attribute of the exported layer that holds the backbone
     */
    public record Demanded(List<Integer> strides, String layer) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(List.of(4, 8, 16, 32), "backbone");
        }
    }

    @Override
    public Clause clause() {
        return Clause.FEATURE_MAPS;
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT);
    }

    @Override
    public Wishes wishes(Demanded demanded) {
        return new Wishes(Optional.empty(), Optional.of(demanded.layer()), false);
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        return new FeatureMapExtraction(new FeatureMapExtraction.Parameters(demanded.strides(), demanded.layer()))
                .judge(subject.chain().get(Export.STAGE));
    }
}
