// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.tipcjunit.TipcModel;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.certification.CertificationRun;
import org.tipcjunit.certification.Outcome;
import org.tipcjunit.certification.SharedTools;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.internal.allure.AllureReport;
import org.tipcjunit.internal.allure.AllureTest;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.DemandException;

/**
 * Runs the chains for the tests of a {@link TipcModel} or {@link org.tipcjunit.TipcRepository} class and judges their
 * requirements.
 *
 * <p>Stages run, and clauses are judged, before the body of a test and not while its parameters are resolved, because
 * JUnit would report a stage that failed elsewhere as a failure to resolve a parameter instead of aborting the test.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class TipcExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeClassTemplateInvocationCallback,
                AfterClassTemplateInvocationCallback,
                BeforeTestExecutionCallback,
                ParameterResolver,
                InvocationInterceptor,
                TestWatcher {

    private static final Namespace NAMESPACE = Namespace.create(TipcExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<ModelDeclaration> declaration = ModelDeclaration.closestTo(context);
        if (declaration.isPresent() && declaration.get().isDeclaredAt(context)) {
            session(context, declaration.get());
        }
    }

    @Override
    public void beforeClassTemplateInvocation(ExtensionContext context) {
        ModelDeclaration.closestTo(context)
                .filter(declaration -> isOfInvocation(declaration, context))
                .ifPresent(declaration -> session(context, declaration));
    }

    @Override
    public void afterClassTemplateInvocation(ExtensionContext context) {
        Optional<ModelDeclaration> declaration =
                ModelDeclaration.closestTo(context).filter(found -> isOfInvocation(found, context));
        if (declaration.isPresent()) {
            CertificationSession session = session(context, declaration.get());
            context.getExecutionException().ifPresent(failure -> session.markFailed(context.getDisplayName(), failure));
            if (declaration.get().backbone().isPresent()) {
                // What the other backbones are decides as well.
                BackboneTemplate.sessionsIn(context).settle(session);
            } else {
                session.finish(context::publishReportEntry);
            }
        }
    }

    private static boolean isOfInvocation(ModelDeclaration declaration, ExtensionContext context) {
        return declaration.isOfInvocation() && declaration.isDeclaredAt(context);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        ModelDeclaration declaration = requiredDeclaration(context);
        CertificationSession session = session(context, declaration);
        Optional<Demand<?>> demand = session.demand(context.getRequiredTestMethod());
        session.noteTest(context.getRequiredTestMethod());
        Optional<AllureTest> reported = session.report().begin(demand);
        session.noteAllure(AllureReport.isListening());
        if (demand.isPresent()) {
            judge(session, demand.get(), reported);
        }
        for (Parameter parameter : context.getRequiredTestMethod().getParameters()) {
            Optional<Artifact> artifact = Artifact.of(parameter.getType());
            if (artifact.isPresent()) {
                make(session.run(), artifact.get());
            }
        }
    }

    private static void judge(CertificationSession session, Demand<?> demand, Optional<AllureTest> reported) {
        Outcome outcome;
        try {
            outcome = session.run().judge(demand);
        } catch (DemandException e) {
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
        reported.ifPresent(test -> test.judged(outcome));
        if (outcome.verdict() != Verdict.PASS && !outcome.isOwnFailure()) {
            // One cause gives one red test; what was found stands on the certificate.
            throw new TestAbortedException(outcome.message(), outcome.cause().orElse(null));
        }
        outcome.finding().filter(finding -> !finding.isPass()).ifPresent(finding -> {
            throw new AssertionFailedError(outcome.message(), finding.expected(), finding.observed());
        });
    }

    private static void make(CertificationRun run, Artifact artifact) {
        try {
            artifact.from(run);
        } catch (StageFailedException e) {
            throw new TestAbortedException(run.unavailable(artifact.type().getSimpleName(), e), e);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        ModelDeclaration.closestTo(context)
                .ifPresent(declaration -> session(context, declaration).markFailed(context.getDisplayName(), cause));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        ModelDeclaration.closestTo(context).ifPresent(declaration -> {
            CertificationSession session = session(context, declaration);
            context.getTestMethod()
                    .flatMap(session::demand)
                    .filter(session.run()::hasPassed)
                    .ifPresent(demand -> session.run().markFailed(context.getDisplayName() + " was aborted", cause));
        });
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> factory, ExtensionContext context)
            throws Throwable {
        return watched(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        watched(invocation, context);
    }

    /** JUnit tells a {@link TestWatcher} nothing of dynamic tests and their factories. */
    private <T> T watched(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        try {
            return invocation.proceed();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Throwable e) {
            testFailed(context, e);
            throw e;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Optional<ModelDeclaration> declaration = ModelDeclaration.closestTo(context);
        if (declaration.isPresent()) {
            CertificationSession session = session(context, declaration.get());
            context.getExecutionException().ifPresent(failure -> session.markFailed(context.getDisplayName(), failure));
            if (declaration.get().isDeclaredAt(context) && !declaration.get().isOfInvocation()) {
                session.finish(context::publishReportEntry);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Artifact.of(parameter.getParameter().getType()).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Artifact.of(parameter.getParameter().getType())
                .orElseThrow()
                .from(session(context, requiredDeclaration(context)).run());
    }

    private static ModelDeclaration requiredDeclaration(ExtensionContext context) {
        return ModelDeclaration.closestTo(context)
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "%s carries a requirement of tipc-junit, but neither its class %s nor an enclosing class is annotated with @%s. Annotate the class with @TipcModel(config = \"test_tipc/configs/...\")"
                                .formatted(
                                        context.getDisplayName(),
                                        context.getRequiredTestClass().getName(),
                                        TipcModel.class.getSimpleName())));
    }

    private static CertificationSession session(ExtensionContext context, ModelDeclaration declaration) {
        ExtensionContext owner = declaration.contextIn(context);
        return owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        CertificationSession.class, key -> start(context, declaration), CertificationSession.class);
    }

    /** What was demanded as it cannot be is a mistake of the class, as JUnit calls it. */
    private static CertificationSession start(ExtensionContext context, ModelDeclaration declaration) {
        try {
            return CertificationSession.start(declaration, ContextSettings.of(context), tools(context));
        } catch (DemandException e) {
            throw new ExtensionConfigurationException(e.getMessage(), e);
        }
    }

    private static SharedTools tools(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        SharedTools.class, key -> SharedTools.start(ContextSettings.of(context)), SharedTools.class);
    }
}
