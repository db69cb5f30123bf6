// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.faults.FixtureCopy;
import org.tipcjunit.lanes.NeedsPaddle;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.serving.ServingModuleException;
import org.tipcjunit.stage.ChainPlan;

/** A program without a test engine certifies. */
class PlainJavaTests {

    private static final String CONFIG = "test_tipc/configs/digits/train_infer_python.txt";

    @TempDir
    Path folder;

    private FixtureCopy copy() {
        return FixtureCopy.into(folder.resolve("repository"));
    }

    private static Certificate certify(Path repository, String config, Path results) {
        // The lines that the user guide shows begin here.
        Request request = Request.of(repository, config, Mode.LITE_TRAIN_LITE_INFER, results)
                .demanding(GuideDemands.ofBaseChain().values())
                .stating("metric", "top1")
                .stating("documented-in", "fixtures/digits/README.md");
        Certificate certificate = Certification.run(request).certificate();
        // They end here.
        return certificate;
    }

    @Test
    @NeedsPaddle
    void gets_a_certificate() {
        Certificate certificate = certify(copy().committed().root(), CONFIG, folder.resolve("results"));

        assertThat(certificate.isCertified()).as("%s", certificate.reasons()).isTrue();
        assertThat(certificate.repository().differences())
                .as("what ran beside the commit")
                .isEmpty();
        assertThat(certificate.repository().workingTree()).isEqualTo(WorkingTree.CLEAN);
        assertThat(certificate.clauses()).hasSize(5);
        assertThat(folder.resolve("results/digits/certificate.json")).isRegularFile();
    }

    @Test
    void tells_a_program_what_is_wrong_with_its_config() {
        FixtureCopy repository = copy();
        repository.plant(CONFIG, "trainer:norm_train\n", "");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> certify(repository.root(), CONFIG, folder.resolve("results")))
                .withMessageContaining(CONFIG + ":");
    }

    @Test
    @NeedsPaddle
    void hears_of_demands_and_stages_in_order() {
        FixtureCopy repository = copy();
        repository.plant("fixtures/digits/train.py", "import argparse\n", "raise SystemExit('planted')\n");
        Heard heard = new Heard(new ArrayList<>());

        Certification.run(
                Request.of(repository.root(), CONFIG, Mode.LITE_TRAIN_LITE_INFER, folder.resolve("results"))
                        .demanding(GuideDemands.ofBaseChain().values()),
                heard);

        assertThat(heard.events())
                .startsWith(
                        "digits",
                        "judging @LossConverges",
                        "train started, stage.log",
                        "train: exit status 1",
                        "@LossConverges: FAIL",
                        "judging @MetricReaches",
                        "@MetricReaches: NOT_RUN")
                .endsWith("@ReadmeDocuments: NOT_RUN", "NOT_CERTIFIED");
    }

    private record Heard(List<String> events) implements CertificationListener {

        @Override
        public void started(ChainPlan plan) {
            events.add(plan.model());
        }

        @Override
        public void judging(Demand<?> demand) {
            events.add("judging " + demand.label());
        }

        @Override
        public void stageStarted(String stage, Path log) {
            events.add(stage + " started, " + log.getFileName());
        }

        @Override
        public void stageEnded(String stage, ProcessOutcome outcome) {
            events.add(stage + ": " + outcome.termination().describe());
        }

        @Override
        public void judged(Demand<?> demand, Outcome outcome) {
            events.add(demand.label() + ": " + outcome.verdict());
        }

        @Override
        public void written(PublishedCertificate certificate) {
            events.add(certificate.certificate().isCertified() ? "CERTIFIED" : "NOT_CERTIFIED");
        }
    }

    /** The class path of this module's tests has no gRPC. */
    @Test
    void refuses_a_service_before_anything_trains_where_nothing_can_ask_it() {
        Request request = Request.of(copy().root(), CONFIG, Mode.LITE_TRAIN_LITE_INFER, folder.resolve("results"))
                .demanding(GuideDemands.ofService().values());

        assertThatExceptionOfType(ServingModuleException.class)
                .isThrownBy(() -> Certification.run(request))
                .withMessageStartingWith("a service is to be certified, and nothing on the class path speaks gRPC")
                .withMessageContaining("add the dependency org.tipcjunit:tipc-junit-serving");
        assertThat(folder.resolve("results/digits/runs")).doesNotExist();
    }
}
