// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.backbone;

import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.BackboneModel;
import org.tipcjunit.requirement.BackboneSubject;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.export.Export;

/**
 * Judges whether the model of a backbone is another one than those of the others.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class BackboneSwitchJudge implements Judge<NoParameters> {

    @Override
    public Clause clause() {
        return Clause.BACKBONE;
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY);
    }

    @Override
    public Finding judge(NoParameters demanded, Subject subject) {
        Optional<BackboneSubject> backbone = subject.backbone();
        if (backbone.isEmpty()) {
            return NoBackbones.finding(clause(), subject);
        }
        Chain chain = subject.chain();
        BackboneModel model =
                BackboneModel.of(backbone.get().backbone().name(), chain.get(Export.STAGE), subject.inference());
        return new BackboneSwitch()
                .judge(chain.get(Export.STAGE), model, backbone.get().othersThan(model));
    }
}
