// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.opentest4j.AssertionFailedError;
import org.tipcjunit.certification.CertificationRun;
import org.tipcjunit.certification.Request;
import org.tipcjunit.certification.SharedTools;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Demand;

/** The certification of one model by one test class: which test demands what, and who is told. */
final class CertificationSession {

    private final ModelDeclaration declaration;
    private final Map<Method, Demand<?>> demands;
    private final CertificationRun run;
    private final AllureReport report;
    private volatile boolean allureListens;

    private CertificationSession(ModelDeclaration declaration, Map<Method, Demand<?>> demands, CertificationRun run) {
        this.declaration = declaration;
        this.demands = new ConcurrentHashMap<>(demands);
        this.run = run;
        this.report = new AllureReport(
                run.chain().plan(), declaration.chosen(), run.request().demands());
    }

    static CertificationSession start(ModelDeclaration declaration, Settings settings, SharedTools tools) {
        List<DeclaredRequirement> requirements = declaration.requirements();
        Map<Method, Demand<?>> demands = new LinkedHashMap<>();
        requirements.forEach(requirement -> demands.put(requirement.method(), requirement.demand()));
        Class<?> owner = declaration.owner();
        Request request = new Request(
                declaration.model(),
                List.copyOf(demands.values()),
                settings,
                OutputDirectory.of(settings, owner),
                new Request.Requester(owner.getName(), owner.getSimpleName(), declaration.describe()),
                declaration.chosen(),
                declaration.backbone(),
                BackboneExemption.of(owner, requirements).stream().toList(),
                declaration.takesService());
        return new CertificationSession(declaration, demands, CertificationRun.start(request, tools));
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

    /**
     * Write the certificate, or what stands in its way.
     *
     * @param entries takes what came out, for whoever listens to the test run
     * @throws AssertionFailedError if a cause of aborted tests was reported by none
     */
    void finish(Consumer<Map<String, String>> entries) {
        List<String> unreported = run.unreportedObstacles();
        if (run.request().demands().stream().allMatch(run::hasPassed)) {
            // Nothing else would keep the certificate from being written beside a class that fails.
            unreported.forEach(obstacle -> run.markFailed(obstacle, null));
        }
        entries.accept(RunReport.of(run.finish()));
        if (!unreported.isEmpty()) {
            throw new AssertionFailedError(new Problem(
                            Place.nowhere(),
                            "tests of " + run.model()
                                    + " were aborted, or rest on what failed, and no test that ran reported why:\n  "
                                    + String.join("\n  ", unreported),
                            "run the whole class " + declaration.owner().getName())
                    .text());
        }
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
