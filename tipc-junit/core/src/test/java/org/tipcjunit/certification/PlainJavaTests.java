// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.faults.FixtureCopy;

/** A program without a test engine certifies. */
class PlainJavaTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    @TempDir
    Path folder;

    private static PublishedCertificate certify(Path repository, Path results) {
        Request request = Request.of(
                        repository,
                        CONFIG,
                        Mode.LITE_TRAIN_LITE_INFER,
                        results,
                        List.copyOf(GuideDemands.ofBaseChain().values()))
                .stating("metric", "top1")
                .stating("documented-in", "fixtures/digits/README.md");
        return Certification.run(request, CertificationListener.none());
    }

    @Test
    void tells_a_program_what_is_wrong_with_its_config() {
        FixtureCopy repository = FixtureCopy.into(folder.resolve("repository"));
        repository.plant(CONFIG, "trainer:norm_train\n", "");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> certify(repository.root(), folder.resolve("results")))
                .withMessageContaining(CONFIG + ":");
    }
}
