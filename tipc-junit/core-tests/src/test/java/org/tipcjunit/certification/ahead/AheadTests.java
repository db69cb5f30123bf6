// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.evaluate.Evaluate;
import org.tipcjunit.stage.export.Export;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.noise.NoisyEvaluation;
import org.tipcjunit.stage.predict.Predict;
import org.tipcjunit.stage.serve.Convert;
import org.tipcjunit.stage.train.Train;

@Timeout(20)
class AheadTests {

    private static final List<Product<?>> OF_BASE_CHAIN =
            List.of(Train.STAGE, Evaluate.STAGE, NoisyEvaluation.COPY_AHEAD, Export.STAGE, Predict.STAGE, Infer.STAGE);

    private final Map<String, Demand<?>> base = GuideDemands.ofBaseChain();
    private final Map<String, Demand<?>> service = GuideDemands.ofService();
    private final Recorded work = new Recorded();

    @Test
    void runs_what_is_needed_in_the_order_of_the_turns_and_judges_each_on_what_its_turn_would_have_found() {
        judgeAll(base, true);

        assertThat(work.made).containsExactlyElementsOf(OF_BASE_CHAIN);
        assertThat(work.judged)
                .containsExactly(
                        base.get("training"), base.get("evaluation"), base.get("export"), base.get("inference"));
        assertThat(work.seen)
                .containsExactly(
                        "@LossConverges: train",
                        "@MetricReaches: train, evaluate, copy",
                        "@ExportsInferenceModel: train, evaluate, copy, export",
                        "@InferenceMatchesPrediction: train, evaluate, copy, export, predict, infer");
        assertThat(work.begun)
                .containsExactly(
                        base.get("training"), base.get("evaluation"), base.get("export"), base.get("inference"));
    }

    @Test
    void stages_go_on_while_a_demand_is_judged() throws Exception {
        CountDownLatch inferred = new CountDownLatch(1);
        work.making = product -> {
            if (product.equals(Infer.STAGE)) {
                inferred.countDown();
            }
        };
        work.judging = demand -> {
            if (demand.equals(base.get("training"))) {
                await(inferred);
            }
        };

        judgeAll(base, false);

        assertThat(work.failures).isEmpty();
    }

    @Test
    void converts_for_a_service_once_all_that_it_builds_on_is_made() {
        judgeAll(service, true);
        assertThat(work.made).endsWith(Infer.STAGE, Convert.STAGE);
        assertThat(work.begun).endsWith(service.get("serving"));
    }

    @Test
    void converts_nothing_where_no_service_is_planned_or_the_inference_failed() {
        judgeAll(service, false);
        assertThat(work.made).doesNotContain(Convert.STAGE);

        work.made.clear();
        work.failing = Set.of(Infer.STAGE);
        judgeAll(service, true);
        assertThat(work.made).endsWith(Infer.STAGE).doesNotContain(Convert.STAGE);
    }

    @Test
    void runs_nothing_for_what_builds_on_a_stage_that_failed() {
        work.failing = Set.of(Export.STAGE);
        judgeAll(service, true);
        assertThat(work.made).containsExactly(Train.STAGE, Evaluate.STAGE, NoisyEvaluation.COPY_AHEAD, Export.STAGE);

        work.made.clear();
        work.failing = Set.of(Train.STAGE);
        judgeAll(base, true);
        assertThat(work.made).containsExactly(Train.STAGE);
    }

    @Test
    void a_failed_evaluation_keeps_no_other_stage_from_running() {
        work.failing = Set.of(Evaluate.STAGE);

        judgeAll(base, true);

        assertThat(work.made).containsExactly(Train.STAGE, Evaluate.STAGE, Export.STAGE, Predict.STAGE, Infer.STAGE);
    }

    @Test
    void copies_nothing_for_a_metric_that_cannot_be_met() {
        work.hopeful = false;

        judgeAll(base, true);

        assertThat(work.made).doesNotContain(NoisyEvaluation.COPY_AHEAD);
    }

    @Test
    void goes_ahead_of_nothing_that_comes_after_a_demand_that_may_measure_time() {
        List<Demand<?>> demands = List.of(base.get("training"), base.get("documentation"), base.get("inference"));

        judgeAll(demands, true);

        assertThat(work.made).containsExactly(Train.STAGE);
    }

    @Test
    void what_may_measure_time_waits_until_nothing_runs() {
        List<String> events = new CopyOnWriteArrayList<>();
        work.making = product -> events.add(name(product));
        try (Ahead ahead = new Ahead(List.copyOf(service.values()), true, work)) {
            ahead.start();
            ahead.await(service.get("serving"));
            events.add("serving");
        }

        assertThat(events).endsWith("convert", "serving");
    }

    @Test
    void a_judge_that_breaks_keeps_no_other_from_judging() {
        work.judging = demand -> {
            throw new AssertionError("planted");
        };

        judgeAll(base, true);

        assertThat(work.made).containsExactlyElementsOf(OF_BASE_CHAIN);
    }

    @Test
    void a_listener_that_breaks_lets_everybody_judge_in_turn() {
        work.beginning = demand -> {
            throw new IllegalStateException("planted");
        };

        judgeAll(base, true);

        assertThat(work.made).isEmpty();
    }

    @Test
    void runs_no_further_stage_once_it_is_closed() throws Exception {
        CountDownLatch training = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        work.making = product -> {
            training.countDown();
            await(closing);
        };
        Ahead ahead = new Ahead(List.copyOf(base.values()), true, work);
        ahead.start();
        await(training);
        Thread closer = new Thread(ahead::close);
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        closing.countDown();
        closer.join();

        assertThat(work.made).containsExactly(Train.STAGE);
        assertThat(work.judged).isEmpty();
    }

    private void judgeAll(Map<String, Demand<?>> demands, boolean serves) {
        judgeAll(List.copyOf(demands.values()), serves);
    }

    private void judgeAll(List<Demand<?>> demands, boolean serves) {
        try (Ahead ahead = new Ahead(demands, serves, work)) {
            ahead.start();
            demands.forEach(ahead::await);
        }
    }

    private void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                work.failures.add("waited in vain");
            }
        } catch (InterruptedException e) {
            work.failures.add(e.toString());
        }
    }

    private static String name(Product<?> product) {
        return product instanceof Stage<?> stage ? stage.label() : "copy";
    }

    /** Makes and judges nothing, and takes down what it was asked for. */
    private static final class Recorded implements Ahead.Work {

        private final List<Product<?>> made = new CopyOnWriteArrayList<>();
        private final List<Demand<?>> judged = new CopyOnWriteArrayList<>();
        private final List<Demand<?>> begun = new CopyOnWriteArrayList<>();
        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private Set<Product<?>> failing = Set.of();
        private boolean hopeful = true;
        private Consumer<Product<?>> making = product -> {};
        private Consumer<Demand<?>> judging = demand -> {};
        private Consumer<Demand<?>> beginning = demand -> {};

        @Override
        public void begin(Demand<?> demand) {
            begun.add(demand);
            beginning.accept(demand);
        }

        @Override
        public void make(Product<?> product) {
            made.add(product);
            making.accept(product);
            if (failing.contains(product)) {
                throw new IllegalStateException("planted");
            }
        }

        @Override
        public boolean isHopeful(Demand<?> demand) {
            return hopeful;
        }

        @Override
        public void look(Demand<?> demand) {
            seen.add(demand.label() + ": "
                    + String.join(", ", made.stream().map(AheadTests::name).toList()));
        }

        @Override
        public void judge(Demand<?> demand) {
            judged.add(demand);
            judging.accept(demand);
        }
    }
}
