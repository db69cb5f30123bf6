// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.tipcjunit.ExportsInferenceModel;
import org.tipcjunit.LossConverges;
import org.tipcjunit.MetricReaches;
import org.tipcjunit.ReadmeDocuments;
import org.tipcjunit.TipcModel;
import org.tipcjunit.finding.Clause;

class ModelDeclarationTests {

    @Test
    void collects_requirements_of_superclass_interface_and_nested_classes() {
        assertThat(declarationOf(WholeTestCases.class).requirements())
                .extracting(DeclaredRequirement::label, DeclaredRequirement::clause, requirement -> requirement
                        .method()
                        .getName())
                .containsExactlyInAnyOrder(
                        tuple("@LossConverges", Clause.CONVERGENCE, "training"),
                        tuple("@ExportsInferenceModel", Clause.EXPORT, "export"),
                        tuple("@MetricReaches", Clause.METRIC, "evaluation"),
                        tuple("@ReadmeDocuments", Clause.DOCUMENTATION, "documentation"));
    }

    @Test
    void leaves_nested_classes_that_certify_another_model_and_overridden_requirements_out() {
        assertThat(declarationOf(WholeTestCases.class).requirements())
                .extracting(requirement -> requirement.method().getName())
                .doesNotContain("training_of_another_model", "overridden");
    }

    @Test
    void takes_the_values_of_the_requirement_behind_a_composed_annotation() {
        assertThat(declarationOf(WholeTestCases.class).requirements())
                .filteredOn(requirement -> requirement.clause().equals(Clause.CONVERGENCE))
                .singleElement()
                .satisfies(requirement -> assertThat(((LossConverges) requirement.annotation()).iterations())
                        .isEqualTo(17));
    }

    @Test
    void refuses_two_requirements_on_one_method() {
        assertThatThrownBy(() -> declarationOf(TwoOnOneMethodTestCases.class).requirements())
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("TwoOnOneMethodTestCases.both()")
                .hasMessageContaining(
                        "carries @LossConverges and @ExportsInferenceModel; give each requirement a test method of its own");
    }

    @Test
    void applies_to_a_class_that_inherits_it_or_has_it_from_a_composed_annotation_or_lies_in_such_a_class() {
        assertThat(ownersSeenBy(WholeTestCases.class)).containsExactly("inherited config of WholeTestCases");
        assertThat(ownersSeenBy(ComposedTestCases.class)).containsExactly("composed config of ComposedTestCases");
        assertThat(ownersSeenBy(EnclosingTestCases.class)).containsExactly("nested config of ModelTestCases");
        assertThat(ownersSeenBy(WithoutModelTestCases.class)).containsExactly("none");
    }

    private static ModelDeclaration declarationOf(Class<?> type) {
        return ModelDeclaration.of(
                AnnotationSupport.findAnnotation(type, TipcModel.class).orElseThrow(), type);
    }

    /** Get what the condition below saw, from the reasons with which it skipped classes. */
    private static List<String> ownersSeenBy(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute()
                .allEvents()
                .skipped()
                .map(event -> event.getRequiredPayload(String.class))
                .collect(Collectors.toList());
    }

    /** Skips a class with a reason that says what applies to it, so that nothing is certified. */
    static class SkippedWithOwner implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            boolean passThrough = context.getTestClass()
                    .filter(EnclosingTestCases.class::equals)
                    .isPresent();
            return passThrough || context.getTestClass().isEmpty()
                    ? ConditionEvaluationResult.enabled("")
                    : ConditionEvaluationResult.disabled(ModelDeclaration.closestTo(context)
                            .map(found -> found.model().config() + " of "
                                    + found.owner().getSimpleName())
                            .orElse("none"));
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @LossConverges(iterations = 17)
    @interface FastConverging {}

    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @TipcModel(config = "composed config")
    @interface ComposedModel {}

    @TipcModel(config = "inherited config")
    abstract static class Training {

        @FastConverging
        void training() {}

        @ExportsInferenceModel
        void overridden() {}
    }

    interface Export {

        @ExportsInferenceModel
        default void export() {}
    }

    @ExtendWith(SkippedWithOwner.class)
    static class WholeTestCases extends Training implements Export {

        @Override
        void overridden() {}

        @Nested
        class Evaluation {

            @MetricReaches(metric = "top1", documentedIn = "README.md")
            void evaluation() {}

            @Nested
            class Document {

                @ReadmeDocuments(readme = "README.md")
                void documentation() {}
            }
        }

        @Nested
        @TipcModel(config = "another config")
        class AnotherModel {

            @LossConverges
            void training_of_another_model() {}
        }
    }

    @ExtendWith(SkippedWithOwner.class)
    @ComposedModel
    static class ComposedTestCases {

        @LossConverges
        void training() {}
    }

    @ExtendWith(SkippedWithOwner.class)
    static class EnclosingTestCases {

        @Nested
        @TipcModel(config = "nested config")
        class ModelTestCases {

            @LossConverges
            void training() {}
        }
    }

    @ExtendWith(SkippedWithOwner.class)
    static class WithoutModelTestCases {

        @LossConverges
        void training() {}
    }

    @TipcModel(config = "")
    static class TwoOnOneMethodTestCases {

        @LossConverges
        @ExportsInferenceModel
        void both() {}
    }
}
