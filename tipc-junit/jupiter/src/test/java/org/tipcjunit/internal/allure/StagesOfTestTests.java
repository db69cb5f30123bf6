// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.internal.allure.StagesOfTest.Share;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.requirement.Demand;

/** A stage's time is that of the clause that owns it, whoever asked for the stage first. */
class StagesOfTestTests {

    private final AtomicLong clock = new AtomicLong(1_000);
    private final SeenStages seen = new SeenStages(clock::get);
    private final Map<String, Demand<?>> demands = GuideDemands.ofBaseChain();

    @Test
    void a_training_that_another_clause_asked_for_counts_for_the_training() {
        StagesOfTest export = begin("export");
        run("train", 60_000);
        run("export", 2_000);
        long exportEnd = clock.get();
        List<SeenStages.Seen> afterExport = seen.ended();
        StagesOfTest training = begin("training");
        clock.addAndGet(5);

        assertThat(exportEnd - export.start(afterExport, exportEnd)).isEqualTo(2_000);
        assertThat(clock.get() - training.start(seen.ended(), clock.get())).isEqualTo(60_005);
        assertThat(export.shown(afterExport))
                .extracting(shown -> shown.stage().name(), StagesOfTest.Shown::share)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("train", Share.COUNTED),
                        org.assertj.core.groups.Tuple.tuple("export", Share.RAN));
        assertThat(training.shown(seen.ended())).singleElement().satisfies(shown -> {
            assertThat(shown.share()).isEqualTo(Share.EARLIER);
            assertThat(shown.stage().millis()).isEqualTo(60_000);
        });
    }

    @Test
    void a_test_that_runs_its_own_stages_starts_when_it_began() {
        StagesOfTest training = begin("training");
        run("prepare", 100);
        run("train", 900);

        assertThat(training.start(seen.ended(), clock.get())).isEqualTo(1_000);
    }

    @Test
    void a_stage_that_was_taken_takes_no_time_and_is_marked() {
        StagesOfTest training = begin("training");
        seen.stageTaken("train", outcome());

        assertThat(training.shown(seen.ended())).singleElement().satisfies(shown -> {
            assertThat(shown.share()).isEqualTo(Share.TAKEN);
            assertThat(shown.stage().millis()).isZero();
        });
    }

    @Test
    void a_stage_that_was_run_ahead_is_shown_and_counts_as_if_its_test_had_run_it() throws InterruptedException {
        ahead("training", "train", 60_000);
        ahead("export", "predict", 3_000);
        ahead("export", "export", 2_000);
        StagesOfTest export = begin("export");
        clock.addAndGet(5);

        assertThat(export.shown(seen.ended()))
                .extracting(shown -> shown.stage().name(), StagesOfTest.Shown::share)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("predict", Share.COUNTED),
                        org.assertj.core.groups.Tuple.tuple("export", Share.RAN));
        assertThat(clock.get() - export.start(seen.ended(), clock.get())).isEqualTo(2_005);
        StagesOfTest inference = begin("inference");
        assertThat(inference.shown(seen.ended()))
                .extracting(shown -> shown.stage().name(), StagesOfTest.Shown::share)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("predict", Share.EARLIER));
    }

    @Test
    void a_test_that_waited_for_a_stage_counts_it_once() throws InterruptedException {
        StagesOfTest training = begin("training");
        ahead("training", "train", 60_000);
        clock.addAndGet(5);

        assertThat(clock.get() - training.start(seen.ended(), clock.get())).isEqualTo(60_005);
    }

    @Test
    void stages_of_other_clauses_that_ran_before_are_not_shown() {
        run("train", 10);
        clock.incrementAndGet();

        assertThat(begin("export").shown(seen.ended())).isEmpty();
    }

    private StagesOfTest begin(String demand) {
        return new StagesOfTest(
                demands.get(demand),
                List.copyOf(demands.values()),
                clock.get(),
                Thread.currentThread().getId());
    }

    private void ahead(String demand, String stage, long millis) throws InterruptedException {
        Thread thread = new Thread(() -> {
            seen.ahead(demands.get(demand));
            run(stage, millis);
        });
        thread.start();
        thread.join();
    }

    private void run(String stage, long millis) {
        seen.stageStarted(stage, Path.of("stage.log"));
        clock.addAndGet(millis);
        seen.stageEnded(stage, outcome());
    }

    private static ProcessOutcome outcome() {
        return new ProcessOutcome(
                new Command(List.of("true"), Path.of("."), Map.of()),
                new Termination.Exited(0),
                Duration.ofSeconds(60),
                Path.of("stage.log"),
                List.of());
    }
}
