// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.Certification;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.chain.StageRun;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.requirement.Finding;

/**
 * Writes what a run found about its model.
 *
 * @param store where certificates go
 * @param start when the run started
 * @param overrides the settings that changed what the annotation and the config say
 * @param publishTo a folder that gets a copy of a certificate, such as {@code reports}
 * @param tools to ask git about the repository
 */
record CertificateWriter(
        CertificateStore store,
        Instant start,
        Map<String, String> overrides,
        Optional<Path> publishTo,
        SharedTools tools) {

    PublishedCertificate write(
            Chain chain,
            PaddleEnvironment environment,
            Set<Clause> required,
            List<Finding> findings,
            List<String> failedTests) {
        List<StageRun> stages = chain.runs();
        Certification certification = new Certification(
                chain.plan().model(),
                chain.plan().mode().label(),
                new GitRepository(tools.runner(), chain.plan().runDirectory().resolve("git"))
                        .describe(chain.plan().repository()),
                Optional.of(environment),
                new Certificate.Run(
                        start,
                        Duration.between(start, Instant.now()),
                        version(),
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
                        overrides),
                required,
                findings,
                stages,
                failedTests);
        PublishedCertificate published = store.publish(certification);
        if (published.certificate().isCertified()) {
            publishTo.ifPresent(
                    folder -> new CertificateStore(folder.resolve(chain.plan().model())).publish(certification));
        }
        return published;
    }

    private static java.util.stream.Stream<String> seeds(StageRun stage) {
        return stage.recording().processes().stream()
                .flatMap(process -> process.seeds().stream())
                .map(seed -> stage.name() + ": " + seed.generator() + " " + seed.value());
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream stream = CertificateWriter.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(stream, "the library lacks its resource version.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException("the library's resource version.properties cannot be read", e);
        }
        return properties.getProperty("version");
    }
}
