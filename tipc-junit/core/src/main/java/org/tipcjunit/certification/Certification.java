// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certification.standing.Standing;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Demand;

/**
 * Certifies a model without a test engine.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class Certification {

    private Certification() {}

    /** Certify a model, listening to nothing; see {@link #run(Request, CertificationListener)}. */
    public static PublishedCertificate run(Request request) {
        return run(request, CertificationListener.none());
    }

    /**
     * Run the chain of a model, judge every demand, and write the certificate or the account of why there is none.
     *
     * <p>Where stages may be reused, a certificate on whose grounds nothing has changed stands as it is, and the listener hears nothing.
     *
     * @param request what is certified, and what is demanded of it
     * @param listener hears of the progress
     * @return what was written, or stands
     * @throws org.tipcjunit.config.ConfigException if the config or what is stated about it cannot be used
     * @throws org.tipcjunit.requirement.DemandException if something is demanded that cannot be
     * @throws java.util.concurrent.CancellationException if it is stopped in the middle
     */
    public static PublishedCertificate run(Request request, CertificationListener listener) {
        try (SharedTools tools = SharedTools.start(request.settings())) {
            return run(request, listener, tools);
        }
    }

    /** Do the same with what several certifications share. */
    public static PublishedCertificate run(Request request, CertificationListener listener, SharedTools tools) {
        Optional<Standing> standing = Grounding.of(request, tools);
        Optional<PublishedCertificate> stands = standing.flatMap(known -> Grounding.look(known, request, tools));
        if (stands.isPresent()) {
            return stands.get();
        }
        PublishedCertificate written = whole(request, listener, tools);
        standing.ifPresent(known -> Grounding.keep(known, written, tools));
        return written;
    }

    private static PublishedCertificate whole(Request request, CertificationListener listener, SharedTools tools) {
        CertificationRun run = CertificationRun.start(request, tools, listener);
        listener.started(run.chain().plan());
        boolean first = true;
        try {
            for (Demand<?> demand : request.demands()) {
                listener.judging(demand);
                if (first) {
                    run.goAhead(listener::ahead);
                    first = false;
                }
                Outcome outcome = judge(run, demand);
                tools.requireGoingOn();
                listener.judged(demand, outcome);
            }
        } finally {
            run.stopGoingAhead();
        }
        run.unreportedObstacles().forEach(obstacle -> run.markFailed(obstacle, null));
        tools.requireGoingOn();
        PublishedCertificate written = run.finish();
        listener.written(written);
        return written;
    }

    /** A judge that breaks rules certification out, and keeps no other demand from being judged. */
    private static Outcome judge(CertificationRun run, Demand<?> demand) {
        try {
            return run.judge(demand);
        } catch (RuntimeException e) {
            return broken(run, demand, e);
        } catch (AssertionError | LinkageError | StackOverflowError e) {
            return broken(run, demand, new IllegalStateException(e.toString(), e));
        }
    }

    private static Outcome broken(CertificationRun run, Demand<?> demand, RuntimeException failure) {
        run.markFailed(demand.label(), failure);
        return new Outcome(
                Verdict.FAIL,
                Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString),
                Optional.empty(),
                Optional.of(failure),
                false);
    }
}
