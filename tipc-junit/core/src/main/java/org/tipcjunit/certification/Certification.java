// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.chain.StageFailedException;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Finding;

/**
 * Certifies a model without a test engine.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Certification {

    private Certification() {}

    /**
     * Run the chain of a model, judge every demand, and write the certificate or the account of why there is none.
     *
     * @param request what is certified, and what is demanded of it
     * @param listener hears of the progress
     * @return what was written
     * @throws org.tipcjunit.config.ConfigException if the config or what is stated about it cannot be used
     * @throws org.tipcjunit.requirement.DemandException if something is demanded that cannot be
     */
    public static PublishedCertificate run(Request request, CertificationListener listener) {
        try (SharedTools tools = SharedTools.start(request.settings())) {
            return run(request, listener, tools);
        }
    }

    /** Do the same with what several certifications share. */
    public static PublishedCertificate run(Request request, CertificationListener listener, SharedTools tools) {
        CertificationRun run = CertificationRun.start(request, tools);
        request.demands().forEach(demand -> judge(run, demand, listener));
        run.unreportedObstacles().forEach(obstacle -> run.markFailed(obstacle, null));
        PublishedCertificate written = run.finish();
        listener.written(written);
        return written;
    }

    private static void judge(CertificationRun run, Demand<?> demand, CertificationListener listener) {
        listener.judging(demand);
        Optional<Finding> failed = run.failedPrerequisite(demand);
        if (failed.isPresent()) {
            run.noteObstacle(failed.get().requirement(), failed.get().summary());
            listener.obstructed(
                    demand,
                    "%s, which it builds on, failed: %s"
                            .formatted(failed.get().requirement(), failed.get().summary()));
            return;
        }
        try {
            Finding finding = run.finding(demand);
            run.keep(demand, finding);
            listener.found(demand, finding);
        } catch (StageFailedException e) {
            run.noteObstacle(e.failure().stage(), e.failure().summary());
            listener.obstructed(
                    demand,
                    "the stage '%s' failed: %s"
                            .formatted(e.failure().stage(), e.failure().summary()));
        }
    }
}
