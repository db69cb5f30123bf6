// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.LossPlot;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.CertificationRun;
import org.tipcjunit.certification.Request;
import org.tipcjunit.certification.ResultsFolder;
import org.tipcjunit.certification.SharedTools;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.internal.allure.AllureReport;
import org.tipcjunit.internal.allure.SeenStages;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Demand;

/** The certification of one model by one test class: which test demands what, and who is told. */
final class CertificationSession {

    private final ModelDeclaration declaration;
    private final Map<Method, Demand<?>> demands;
    private final CertificationRun run;
    private final AllureReport report;
    private final boolean required;
    private final Set<Method> ran = ConcurrentHashMap.newKeySet();
    private volatile boolean allureListens;
    private volatile boolean red;

    private CertificationSession(
            ModelDeclaration declaration,
            boolean required,
            Map<Method, Demand<?>> demands,
            CertificationRun run,
            SeenStages stages,
            LossPlot plot) {
        this.declaration = declaration;
        this.required = required;
        this.demands = new ConcurrentHashMap<>(demands);
        this.run = run;
        Settings settings = run.request().settings();
        this.report = new AllureReport(
                run.chain().plan(),
                declaration.chosen(),
                run.request().demands(),
                stages,
                Language.of(settings.get(Term.LANG), settings.variables()),
                plot);
    }

    static CertificationSession start(ModelDeclaration declaration, Settings settings, SharedTools tools) {
        List<DeclaredRequirement> requirements = declaration.requirements();
        Map<Method, Demand<?>> demands = new LinkedHashMap<>();
        requirements.forEach(requirement -> demands.put(requirement.method(), requirement.demand()));
        Class<?> owner = declaration.owner();
        Path results = OutputDirectory.of(settings, owner);
        ResultsFolder.make(results);
        Request request = new Request(
                declaration.model(),
                List.copyOf(demands.values()),
                settings,
                results,
                new Request.Requester(owner.getName(), owner.getSimpleName(), declaration.describe()),
                declaration.chosen(),
                declaration.backbone(),
                BackboneExemption.of(owner, requirements).stream().toList(),
                declaration.takesService());
        boolean required = settings.get(Term.REQUIRE, ModelAnnotations.require(owner))
                .map(value -> Term.REQUIRE.read(value, String.class))
                .isPresent();
        SeenStages stages = new SeenStages();
        return new CertificationSession(
                declaration, required, demands, CertificationRun.start(request, tools, stages), stages, tools.plot());
    }

    CertificationRun run() {
        return run;
    }

    /** Get what a test method demands. */
    Optional<Demand<?>> demand(Method method) {
        Optional<Demand<?>> known = Optional.ofNullable(demands.get(method));
        return known.or(() ->
                DeclaredRequirement.on(method).map(found -> demands.computeIfAbsent(method, key -> found.demand())));
    }

    AllureReport report() {
        return report;
    }

    /** Note that a test method runs. */
    void noteTest(Method method) {
        ran.add(method);
    }

    /** Rule certification out, since a test failed. */
    void markFailed(String what, @Nullable Throwable cause) {
        red = true;
        run.markFailed(what, cause);
    }

    /**
     * Write the certificate, or what stands in its way.
     *
     * @param entries takes what came out, for whoever listens to the test run
     * @throws AssertionFailedError if a cause of aborted tests was reported by none, or a certificate is required, no test
     *     failed, and there is none
     */
    void finish(Consumer<Map<String, String>> entries) {
        List<String> unreported = run.unreportedObstacles();
        if (run.request().demands().stream().allMatch(run::hasPassed)) {
            // Nothing else would keep the certificate from being written beside a class that fails.
            unreported.forEach(obstacle -> run.markFailed(obstacle, null));
        }
        PublishedCertificate published = run.finish();
        entries.accept(RunReport.of(published));
        report.finish(published);
        if (!unreported.isEmpty()) {
            throw new AssertionFailedError(new Problem(
                            Place.nowhere(),
                            "tests of " + run.model()
                                    + " were aborted, or rest on what failed, and no test that ran reported why:\n  "
                                    + String.join("\n  ", unreported),
                            "run the whole class " + declaration.owner().getName())
                    .text());
        }
        if (isMissed(published.certificate())) {
            throw missed(published);
        }
    }

    private boolean isMissed(Certificate certificate) {
        // Whoever starts one test of many does not ask for a certificate.
        boolean one = ran.size() == 1 && declaration.requirements().size() > 1;
        return required && !one && !red && !certificate.isCertified();
    }

    private AssertionFailedError missed(PublishedCertificate published) {
        Set<String> demanded = new TreeSet<>();
        declaration.requirements().stream()
                .map(DeclaredRequirement::method)
                .filter(method -> !ran.contains(method))
                .forEach(method -> demanded.add(method.getName()));
        return new AssertionFailedError(new Problem(
                        Place.nowhere(),
                        run.model() + " is not certified, and " + Term.REQUIRE.setting()
                                + "=certified demands it; no test"
                                + " failed:\n  "
                                + String.join("\n  ", published.certificate().reasons())
                                + (demanded.isEmpty()
                                        ? ""
                                        : "\n  tests that did not run: " + String.join(", ", demanded)),
                        "do what " + published.html() + " says of each; run the whole class "
                                + declaration.owner().getName() + " with every requirement of its clauses, or leave "
                                + Term.REQUIRE.setting() + " out where no certificate is wanted")
                .text());
    }

    /** Remember whether Allure listens, which shows only while a test runs. */
    void noteAllure(boolean listens) {
        if (listens) {
            allureListens = true;
        }
    }

    boolean allureListens() {
        return allureListens;
    }
}
