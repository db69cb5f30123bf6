// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateDraft;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertifiedIsolation;
import org.tipcjunit.certificate.Publication;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.stage.prepare.FreshCopy;
import org.tipcjunit.workspace.CopiedState;
import org.tipcjunit.workspace.WorkingCopy;

/**
 * Writes what a run found about its model.
 *
 * @param store where certificates go
 * @param start when the run started
 * @param account what was declared and planned
 * @param publishTo gets the place for a copy of a certificate, such as {@code reports/digits}, by what it is about
 * @param isolation what kept the repository's commands from the rest of the machine
 * @param tools to ask git about the repository
 */
record CertificateWriter(
        CertificateStore store,
        Started start,
        ChainCoverage account,
        Optional<Function<Publication.Subject, Publication>> publishTo,
        Isolation isolation,
        SharedTools tools) {

    /**
     * When something started: by the clock that people read, and by the one that nobody sets.
     *
     * @param at the time of day, which names the run
     * @param nanos the reading of {@link System#nanoTime()}, by which durations are told
     */
    record Started(Instant at, long nanos) {

        static Started now() {
            return new Started(Instant.now(), System.nanoTime());
        }

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    /** Get what ran: what was copied, as of then; what git says of the repository at this moment where nothing was. */
    Certificate.Repository repository(Chain chain) {
        Certificate.Repository described = new GitRepository(
                        tools.runner(), chain.plan().runDirectory().resolve("git"))
                .describe(chain.plan().repository());
        Optional<WorkingCopy> fresh = chain.ifMade(new FreshCopy(chain.plan().workspace()));
        return UsedCode.of(chain.runs())
                .in(
                        fresh.map(copy -> copied(
                                        described, copy.state().with(copy.code().changed())))
                                .orElse(described),
                        fresh.map(WorkingCopy::code));
    }

    private static Certificate.Repository copied(Certificate.Repository described, CopiedState state) {
        return new Certificate.Repository(
                described.path(),
                described.remote(),
                state.commit().orElse(described.commit()),
                state.commit().isEmpty()
                        ? Certificate.WorkingTree.UNKNOWN
                        : state.differences().isEmpty() ? Certificate.WorkingTree.CLEAN : Certificate.WorkingTree.DIRTY,
                state.differences(),
                state.besides().stream()
                        .map(used -> new Certificate.Beside(used.what(), used.path(), used.files(), used.sha256()))
                        .toList());
    }

    PublishedCertificate write(
            Certificate.Repository repository,
            Chain chain,
            PaddleEnvironment environment,
            Set<Clause> required,
            List<Finding> findings,
            List<String> failedTests) {
        List<StageRun> stages = chain.runs();
        CertificateDraft certification = new CertificateDraft(
                chain.plan().model(),
                chain.plan().mode(),
                repository,
                Optional.of(environment),
                new Certificate.Run(
                        start.at(),
                        start.elapsed(),
                        LibraryVersion.get(),
                        stages.stream()
                                .flatMap(stage -> stage.recording().processes().stream())
                                .map(process -> process.properties().getOrDefault("OMP_NUM_THREADS", ""))
                                .filter(threads -> !threads.isBlank())
                                .findFirst()
                                .orElse(""),
                        stages.stream()
                                .flatMap(CertificateWriter::seeds)
                                .distinct()
                                .toList(),
                        account.overrides(chain),
                        isolated()),
                account.of(chain),
                required,
                findings,
                stages,
                failedTests);
        PublishedCertificate published = store.publish(certification);
        publishTo
                .map(place -> place.apply(new Publication.Subject(
                        certification.chain().config(),
                        certification.mode(),
                        certification.chain().combination(),
                        repository.remote())))
                .ifPresent(place -> {
                    if (published.certificate().isCertified()) {
                        place.publish(certification, tools.plot());
                    } else {
                        // What an earlier run published must not look as if it still held.
                        place.retire();
                    }
                });
        return published;
    }

    private CertifiedIsolation isolated() {
        return new CertifiedIsolation(
                isolation.isOn() ? CertifiedIsolation.State.ISOLATED : CertifiedIsolation.State.NOT_ISOLATED,
                isolation.how(),
                isolation.settings());
    }

    private static java.util.stream.Stream<String> seeds(StageRun stage) {
        return stage.recording().processes().stream()
                .flatMap(process -> process.seeds().stream())
                .map(seed -> stage.name() + ": " + seed.generator() + " " + seed.value());
    }
}
