// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.DemandException;
import org.tipcjunit.requirement.DemandProvider;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.Subject;

/** Demands that third parties add on the class path of the command line. */
class ProvidedDemandsTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    @TempDir
    Path folder;

    @Test
    void nobody_adds_any_by_default() {
        assertThat(ProvidedDemands.onClassPath().of(folder, CONFIG)).isEmpty();
    }

    @Test
    void what_the_library_judges_cannot_be_demanded_by_others() {
        DemandProvider provider =
                (repository, config) -> List.copyOf(GuideDemands.ofBaseChain().values());

        assertThatExceptionOfType(DemandException.class)
                .isThrownBy(() -> new ProvidedDemands(List.of(provider)).of(folder, CONFIG))
                .withMessageContaining("demands @LossConverges, which this library judges");
    }

    @Test
    @NeedsPaddle
    void certify_judges_them_besides_and_the_certificate_names_their_class() throws Exception {
        FixtureCopy repository = FixtureCopy.into(folder.resolve("repository"));
        repository.plant("fixtures/digits/train.py", "import argparse\n", "raise SystemExit('planted')\n");

        String printed = certify(repository.root(), ProviderOfName.class.getName());

        assertThat(printed).contains("[tipc] training: FAIL", "[tipc] @HasShortName: PASS");
        assertThat(Files.readString(folder.resolve("output/digits/train_infer_python/not-certified.json")))
                .contains("4.1.3-1", "short-name", "judged by " + NameJudge.class.getName() + " of ");
    }

    @Test
    void a_provider_that_cannot_be_made_is_wrong_usage() throws Exception {
        FixtureCopy repository = FixtureCopy.into(folder.resolve("repository"));

        assertThat(certify(repository.root(), "org.example.NoSuchProvider"))
                .contains("a provider of demands on the class path cannot be used: ", "org.example.NoSuchProvider");
    }

    /** Run it in a JVM of its own, on whose class path alone the provider is found. */
    private String certify(Path repository, String provider) throws Exception {
        Path mine = folder.resolve("mine");
        Path services = mine.resolve("META-INF/services");
        Files.createDirectories(services);
        Files.writeString(services.resolve(DemandProvider.class.getName()), provider + "\n");
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + mine,
                        Tipc.class.getName(),
                        "certify",
                        "--repository",
                        repository.toString(),
                        "--config",
                        CONFIG,
                        "--output",
                        folder.resolve("output").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }

    /** Demands that models have short names. */
    public static final class ProviderOfName implements DemandProvider {

        @Override
        public List<Demand<?>> demands(Path repository, String config) {
            return List.of(Demand.of(new NameJudge(), new NoParameters(), "@HasShortName"));
        }
    }

    private static final class NameJudge implements Judge<NoParameters> {

        @Override
        public Clause clause() {
            return new Clause("short-name", "the name is short", "own");
        }

        @Override
        public Finding judge(NoParameters parameters, Subject subject) {
            return new Judgement(clause(), subject.requirement(), subject.model(), "a short name", Optional.empty())
                    .pass("the name is short", subject.model(), List.of(), List.of());
        }
    }
}
