// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;

/**
 * Everything that a certificate is made from: what was demanded of a model in a run, and what the run found.
 *
 * @param model the model's name; not blank
 * @param mode the TIPC mode
 * @param repository what was certified
 * @param environment what it ran on; empty when none could be had, which rules certification out
 * @param run when and how it ran
 * @param chain what the config asks for and what was made of it
 * @param required the clauses that must pass; at least one
 * @param findings what the tests of this run found, all of them about this model
 * @param stages the stages that ran, in order
 * @param failedTests tests of this model that failed, one line each, whatever they tested; any rules certification out
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CertificateDraft(
        String model,
        String mode,
        Certificate.Repository repository,
        Optional<PaddleEnvironment> environment,
        Certificate.Run run,
        CertifiedChain chain,
        Set<Clause> required,
        List<Finding> findings,
        List<StageRun> stages,
        List<String> failedTests) {

    public CertificateDraft {
        if (model.isBlank()) {
            throw new IllegalArgumentException("a certificate needs the name of its model");
        }
        if (required.isEmpty()) {
            throw new IllegalArgumentException(
                    "a certificate needs at least one required clause, else " + model + " would be certified untested");
        }
        required = Set.copyOf(required);
        findings = List.copyOf(findings);
        stages = List.copyOf(stages);
        failedTests = List.copyOf(failedTests);
        for (Finding finding : findings) {
            if (!finding.model().equals(model)) {
                throw new IllegalArgumentException("a finding of " + finding.requirement() + " is about "
                        + finding.model() + ", not about " + model);
            }
        }
        // An own clause under the id of a clause of the guide would be taken for it by who reads the certificate.
        Map<String, Clause> ids = new HashMap<>();
        Stream.of(
                        Clause.ofGuide().stream(),
                        required.stream(),
                        findings.stream().map(Finding::clause))
                .flatMap(clauses -> clauses)
                .forEach(clause -> {
                    Clause known = ids.putIfAbsent(clause.id(), clause);
                    if (known != null && !known.equals(clause)) {
                        throw new IllegalArgumentException("two clauses have the id " + clause.id() + ": '"
                                + known.title() + "' and '" + clause.title() + "'");
                    }
                });
    }

    /**
     * Get what rules certification out where stages were not run, to stand among the failed tests.
     *
     * @param taken the stages, each with when and where it ran
     */
    public static String notRun(List<String> taken) {
        return Reasons.NOT_RUN_HERE + String.join(", ", taken)
                + "; what they left was judged, and only a run of all stages certifies (--fresh, tipc.fresh=true)";
    }
}
