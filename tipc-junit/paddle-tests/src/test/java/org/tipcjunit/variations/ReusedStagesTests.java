// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.variations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certification.Certification;
import org.tipcjunit.certification.CertificationListener;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.certification.Request;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.config.Mode;
import org.tipcjunit.lanes.NeedsPaddle;

/** A repository is certified, and again after something of it changed. */
@NeedsPaddle
class ReusedStagesTests {

    @TempDir
    Path folder;

    private final List<String> started = new CopyOnWriteArrayList<>();

    @Test
    void stages_are_judged_again_and_certify_nothing() throws IOException, URISyntaxException {
        Path repository = repository();
        Certificate first = certify(Map.of("tipc.reuse", "stages"));
        assertThat(started).contains("train", "evaluate", "export", "infer");
        assertThat(first.reasons()).noneMatch(reason -> reason.startsWith("not run in this run"));

        Files.writeString(repository.resolve("README.md"), "\n", StandardOpenOption.APPEND);
        Certificate judged = certify(Map.of("tipc.from", "nothing"));

        assertThat(started).isEmpty();
        assertThat(statuses(judged)).isEqualTo(statuses(first));
        assertThat(judged.isCertified()).isFalse();
        assertThat(judged.reasons())
                .filteredOn(reason -> reason.startsWith("not run in this run"))
                .singleElement()
                .asString()
                .contains("train (", "infer (", "--fresh");

        Files.writeString(repository.resolve("train.py"), "\n", StandardOpenOption.APPEND);
        Certificate changed = certify(Map.of("tipc.from", "nothing"));

        assertThat(started).isEmpty();
        assertThat(changed.clauses().get(0).reason()).contains("train.py changed");
        assertThat(changed.clauses()).noneMatch(clause -> clause.status() == Certificate.ClauseStatus.PASS);
    }

    private static List<String> statuses(Certificate certificate) {
        return certificate.clauses().stream()
                .map(clause -> clause.clause() + " " + clause.status())
                .toList();
    }

    private Path repository() throws IOException, URISyntaxException {
        Path base = Path.of(
                        ReusedStagesTests.class.getResource("base/README.md").toURI())
                .getParent();
        Path repository = folder.resolve("repository");
        try (Stream<Path> files = Files.walk(base)) {
            for (Path file : files.toList()) {
                Files.copy(file, repository.resolve(base.relativize(file).toString()));
            }
        }
        for (int i = 0; i < 3; i++) {
            StripePictures.write(repository.resolve("pictures/" + i + ".png"), i);
        }
        return repository;
    }

    private Certificate certify(Map<String, String> stated) {
        started.clear();
        Map<String, String> parameters = new HashMap<>(stated);
        Request plain = Request.of(
                folder.resolve("repository"),
                "test_tipc/configs/stripes/train_infer_python.txt",
                Mode.LITE_TRAIN_LITE_INFER,
                folder.resolve("results"));
        Request request = new Request(
                        plain.model(),
                        List.of(),
                        new Settings(name -> Optional.ofNullable(parameters.get(name)), System.getenv()),
                        plain.results(),
                        plain.requester(),
                        plain.chosen(),
                        plain.backbone(),
                        plain.declared(),
                        plain.takesService())
                .demanding(GuideDemands.ofBaseChain().values());
        return Certification.run(request, new CertificationListener() {
                    @Override
                    public void stageStarted(String stage, Path log) {
                        started.add(stage);
                    }
                })
                .certificate();
    }
}
