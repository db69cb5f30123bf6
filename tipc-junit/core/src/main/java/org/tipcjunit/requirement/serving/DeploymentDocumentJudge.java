// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.documentation.DeploymentDocumentation;
import org.tipcjunit.stage.serve.Serve;
import org.tipcjunit.stage.serve.ServingPlan;
import org.tipcjunit.stage.train.TrainingPlan;

/**
 * Judges whether the deployment document holds how to start and ask the service.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class DeploymentDocumentJudge implements Judge<DeploymentDocumentJudge.Demanded> {

    /**
     * What is demanded.
     *
     * @param document the document, relative to the repository; empty for the one that is stated
     */
    public record Demanded(Optional<String> document) {

        /** Get what is demanded where nothing else is said. */
        public static Demanded defaults() {
            return new Demanded(Optional.empty());
        }
    }

    @Override
    public Clause clause() {
        return Clause.DEPLOYMENT_DOCUMENTATION;
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE, Clause.EXPORT, Clause.CONSISTENCY, Clause.SERVING);
    }

    @Override
    public Finding judge(Demanded demanded, Subject subject) {
        Chain chain = subject.chain();
        if (chain.plan().part(ServingPlan.class).isEmpty()) {
            return UnnamedService.finding(clause(), subject);
        }
        Optional<String> document = demanded.document().map(subject::fill).or(() -> subject.declarations()
                .text("deployment"));
        if (document.isEmpty()) {
            return subject.notDeclared(
                    clause(),
                    "no deployment document was named",
                    "name it with --deployment DOCUMENT, or deployment=DOCUMENT in a " + Declarations.FILE
                            + " beside the config");
        }
        return DeploymentDocumentation.afterTrainingWith(TrainingPlan.modeOptions(chain.plan()))
                .judge(subject.readme(document.get()), chain.get(Serve.STAGE), chain.images());
    }
}
