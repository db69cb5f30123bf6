// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.ExtractsFeatureMaps;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ModelSize;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.Requirement;
import org.tipcjunit.ServesUnderLoad;
import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.certification.GuideDemands;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.backbone.FeatureMapsJudge;
import org.tipcjunit.requirement.backbone.ModelSizeJudge;
import org.tipcjunit.requirement.consistency.ConsistencyJudge;
import org.tipcjunit.requirement.documentation.ReadmeJudge;
import org.tipcjunit.requirement.serving.DeploymentDocumentJudge;
import org.tipcjunit.requirement.serving.ServingJudge;
import org.tipcjunit.requirement.serving.ServingLoadJudge;
import org.tipcjunit.requirement.training.LossConvergence;
import org.tipcjunit.requirement.training.LossConvergenceJudge;
import org.tipcjunit.requirement.training.MetricJudge;

/** Annotations and the parameters of their judges are one thing. */
class JudgeBindingTests {

    private static class Defaults {

        @LossConverges
        void training() {}

        @MetricReaches
        void evaluation() {}

        @ExportsInferenceModel
        void export() {}

        @InferenceMatchesPrediction
        void inference() {}

        @ReadmeDocuments
        void documentation() {}

        @ServingMatchesInference
        void serving() {}

        @DeploymentDocumented
        void deployment() {}

        @ServesUnderLoad
        void load() {}

        @ModelSize
        void size() {}

        @ExtractsFeatureMaps
        void layers() {}
    }

    private static Demand<?> demand(Class<?> owner, String method) {
        return JudgeBinding.demand(annotation(owner, method));
    }

    private static Annotation annotation(Class<?> owner, String method) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .findFirst()
                .orElseThrow()
                .getAnnotations()[0];
    }

    @Test
    void defaults_of_annotations_are_those_of_their_judges() {
        assertThat(Map.<String, Record>of(
                        "training", LossConvergenceJudge.Demanded.defaults(),
                        "evaluation", MetricJudge.Demanded.defaults(),
                        "inference", ConsistencyJudge.Demanded.defaults(),
                        "documentation", ReadmeJudge.Demanded.defaults(),
                        "serving", ServingJudge.Demanded.defaults(),
                        "deployment", DeploymentDocumentJudge.Demanded.defaults(),
                        "load", ServingLoadJudge.Demanded.defaults(),
                        "size", ModelSizeJudge.Demanded.defaults(),
                        "layers", FeatureMapsJudge.Demanded.defaults()))
                .allSatisfy((method, defaults) ->
                        assertThat(demand(Defaults.class, method).parameters()).isEqualTo(defaults));
        assertThat(LossConvergenceJudge.Demanded.defaults().parameters())
                .as("what the annotation refuses, assertThat(run).convergesWithin(100) does not pass")
                .isEqualTo(LossConvergence.Parameters.defaults());
    }

    private static class Older {

        @SuppressWarnings("removal")
        @org.tipcjunit.Documented(readme = "docs/README.md")
        void documentation() {}

        @ReadmeDocuments(readme = "docs/README.md")
        void renamed() {}
    }

    @Test
    void the_deprecated_name_demands_what_the_new_one_demands() {
        Demand<?> older = demand(Older.class, "documentation");
        Demand<?> renamed = demand(Older.class, "renamed");

        assertThat(older.judge()).hasSameClassAs(renamed.judge());
        assertThat(older.parameters()).isEqualTo(renamed.parameters());
        assertThat(older.attributes()).isEqualTo(renamed.attributes());
        assertThat(older.label()).isEqualTo("@Documented");
    }

    @Test
    void the_command_line_demands_what_annotations_without_attributes_demand() {
        GuideDemands.ofService().forEach((name, demand) -> {
            Demand<?> annotated = demand(Defaults.class, name);
            assertThat(demand.parameters()).as(name).isEqualTo(annotated.parameters());
            assertThat(demand.label()).isEqualTo(annotated.label());
            assertThat(demand.attributes()).isEqualTo(annotated.attributes());
            assertThat(demand.foreignJudge()).isEmpty();
        });
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Requirement(OwnJudge.class)
    @interface Own {
        String[] words() default {"a", "b"};

        String blank() default " ";
    }

    record OwnParameters(List<String> words, Optional<String> blank) {}

    static class OwnJudge implements Judge<OwnParameters> {

        @Override
        public Clause clause() {
            return new Clause("own", "something of one's own", "own");
        }

        @Override
        public Finding judge(OwnParameters parameters, Subject subject) {
            throw new UnsupportedOperationException();
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Requirement(OwnJudge.class)
    @interface Misfit {
        String[] words() default {};

        int blank() default 1;
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Requirement(OwnJudge.class)
    @interface Unread {
        String[] words() default {};

        String blank() default "";

        int more() default 1;
    }

    @Requirement(OwnJudge.class)
    @ModelSize(maxMegabytes = 1)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Hiding {}

    private static class Foreign {

        @Own
        void own() {}

        @Misfit
        void misfit() {}

        @Unread
        void unread() {}

        @Hiding
        void hiding() {}
    }

    @Test
    void a_foreign_judge_gets_its_parameters_and_is_named() {
        Demand<?> demand = demand(Foreign.class, "own");

        assertThat(demand.parameters()).isEqualTo(new OwnParameters(List.of("a", "b"), Optional.empty()));
        assertThat(demand.label()).isEqualTo("@Own");
        assertThat(demand.foreignJudge())
                .hasValueSatisfying(judge -> assertThat(judge).startsWith(OwnJudge.class.getName() + " of "));
    }

    @Test
    void a_requirement_behind_another_one_is_not_dropped() throws NoSuchMethodException {
        Method method = Foreign.class.getDeclaredMethod("hiding");

        assertThatExceptionOfType(ExtensionConfigurationException.class)
                .isThrownBy(() -> DeclaredRequirement.on(method))
                .withMessageEndingWith(
                        "carries @Hiding and @ModelSize; give each requirement a test method of its own");
    }

    @Test
    void an_annotation_that_does_not_fit_its_judge_is_refused() {
        assertThatExceptionOfType(ExtensionConfigurationException.class)
                .isThrownBy(() -> demand(Foreign.class, "misfit"))
                .withMessage(
                        "@Misfit does not fit its judge: %s takes blank as java.util.Optional<java.lang.String>, but the attribute is int"
                                .formatted(OwnJudge.class.getName()));
        assertThatExceptionOfType(ExtensionConfigurationException.class)
                .isThrownBy(() -> demand(Foreign.class, "unread"))
                .withMessage("@Unread does not fit its judge: %s has no component for its attribute more"
                        .formatted(OwnJudge.class.getName()));
    }
}
