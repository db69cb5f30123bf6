// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateDraft;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;

/**
 * Writes what a run found about its model.
 *
 * @param store where certificates go
 * @param start when the run started
 * @param account what was declared and planned
 * @param publishTo the folder that gets a copy of a certificate, such as {@code reports/digits}
 * @param tools to ask git about the repository
 */
record CertificateWriter(
        CertificateStore store, Started start, ChainCoverage account, Optional<Path> publishTo, SharedTools tools) {

    /** Get what git says of the repository at this moment. */
    Certificate.Repository repository(Chain chain) {
        return new GitRepository(tools.runner(), chain.plan().runDirectory().resolve("git"))
                .describe(chain.plan().repository());
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
                        account.overrides(chain)),
                account.of(chain),
                required,
                findings,
                stages,
                failedTests);
        PublishedCertificate published = store.publish(certification);
        if (published.certificate().isCertified()) {
            publishTo.ifPresent(folder -> new CertificateStore(folder).publish(certification));
        }
        return published;
    }

    private static java.util.stream.Stream<String> seeds(StageRun stage) {
        return stage.recording().processes().stream()
                .flatMap(process -> process.seeds().stream())
                .map(seed -> stage.name() + ": " + seed.generator() + " " + seed.value());
    }
}
