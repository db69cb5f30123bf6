// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.StageListener;

/**
 * Hears of the progress of a certification and of its stages; each method does nothing unless it is overridden.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface CertificationListener extends StageListener {

    /** Listen to nothing. */
    static CertificationListener none() {
        return new CertificationListener() {};
    }

    /** Hear that the config is planned and its chain is ready to run. */
    default void started(ChainPlan plan) {}

    /**
     * Hear, in the thread that runs them, that the stages that run there next are those of a demand that is judged later: it would run
     * them in its turn, and they are run ahead of it.
     */
    default void ahead(Demand<?> demand) {}

    /** Hear that a demand is about to be judged, which runs the stages that it needs. */
    default void judging(Demand<?> demand) {}

    /** Hear what became of a demand. */
    default void judged(Demand<?> demand, Outcome outcome) {}

    /** Hear that the certificate, or the account of why there is none, is written. */
    default void written(PublishedCertificate certificate) {}

    /** Get a listener that tells everything to this one first, then to {@code next}. */
    default CertificationListener then(CertificationListener next) {
        CertificationListener first = this;
        return new CertificationListener() {
            @Override
            public void stageStarted(String stage, Path log) {
                first.stageStarted(stage, log);
                next.stageStarted(stage, log);
            }

            @Override
            public void stageEnded(String stage, ProcessOutcome outcome) {
                first.stageEnded(stage, outcome);
                next.stageEnded(stage, outcome);
            }

            @Override
            public void stageTaken(String stage, ProcessOutcome outcome) {
                first.stageTaken(stage, outcome);
                next.stageTaken(stage, outcome);
            }

            @Override
            public void started(ChainPlan plan) {
                first.started(plan);
                next.started(plan);
            }

            @Override
            public void ahead(Demand<?> demand) {
                first.ahead(demand);
                next.ahead(demand);
            }

            @Override
            public void judging(Demand<?> demand) {
                first.judging(demand);
                next.judging(demand);
            }

            @Override
            public void judged(Demand<?> demand, Outcome outcome) {
                first.judged(demand, outcome);
                next.judged(demand, outcome);
            }

            @Override
            public void written(PublishedCertificate certificate) {
                first.written(certificate);
                next.written(certificate);
            }
        };
    }
}
