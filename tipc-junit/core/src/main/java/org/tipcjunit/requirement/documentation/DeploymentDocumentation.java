// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.documentation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ClientRun;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.artifact.ServingRun;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.requirement.text.ImageMentions;
import org.tipcjunit.requirement.text.Readme;

/**
 * Judges whether a deployment document holds what ran: the conversion, the start of the service, a request of each client, and
 * answers (clause 4.2.3).
 *
 * @param parameters what is demanded
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DeploymentDocumentation(Documentation.Parameters parameters) {

    private static final String REQUIREMENT = "@DeploymentDocumented";

    /**
     * Judge {@code document} against what ran; safe for several threads.
     *
     * @param document the deployment document
     * @param serving what the service did
     * @param images the test images of this run
     */
    public Finding judge(Readme document, ServingRun serving, List<Path> images) {
        Judgement judgement = new Judgement(
                Clause.DEPLOYMENT_DOCUMENTATION,
                REQUIREMENT,
                serving.conversion().model(),
                document.file()
                        + " holds the commands of the conversion, the service and its clients as they ran, and results",
                Optional.empty());
        if (document.problem().isPresent()) {
            return judgement.fail(
                    "the deployment document cannot be read",
                    document.file() + ": " + document.problem().get(),
                    "give the document's path, relative to the project");
        }
        Optional<ServiceRun> service = serving.first();
        if (service.isEmpty()) {
            return judgement.cannotJudge(
                    "this machine can run none of the services",
                    "0 services ran",
                    "certify a serving config with a cell for the CPU",
                    List.of(),
                    List.of());
        }
        ReadmeComparison comparison = new ReadmeComparison(document, parameters.freeOptions(), parameters.agreement());
        List<StageRun> stages =
                new ArrayList<>(List.of(serving.conversion(), service.get().stage()));
        List<StageRun> clients =
                service.get().clients().stream().map(ClientRun::stage).toList();
        stages.addAll(clients);
        List<Fault> faults = new ArrayList<>();
        Part results = Part.none();
        List<List<String>> rows = new ArrayList<>();
        stages.forEach(stage -> comparison.command(stage, rows).ifPresent(faults::add));
        if (clients.isEmpty()) {
            faults.add(new Fault(
                    "the config names no client, so that no document can tell how to ask the service",
                    "0 clients",
                    "write a client and name it in the config"));
        } else {
            results = comparison.results(
                    clients.get(0),
                    ReadmeComparison.Section.SERVING,
                    new ImageMentions(images),
                    parameters.otherSeed());
        }
        List<Evidence> evidence = List.of(
                new FileEvidence("deployment document", document.file()),
                new TableEvidence("documented commands", List.of("script", "line", "difference"), rows));
        return judgement.conclude(
                List.of(ReadmeComparison.all(faults, results, evidence)),
                "the deployment document holds " + Quantity.count(stages.size(), "command") + " and the results",
                ReadmeComparison.places(rows));
    }

    /** Get parameters with no free options and an agreement on at least half of the images. */
    public static DeploymentDocumentation withDefaults() {
        return new DeploymentDocumentation(Documentation.Parameters.defaults());
    }

    /**
     * Get parameters with no free options for a training whose options the mode or the user chose.
     *
     * @param chosen those options
     */
    public static DeploymentDocumentation afterTrainingWith(Set<String> chosen) {
        double agreement = Documentation.Parameters.defaults().agreement();
        boolean otherSeed = new Documentation.Parameters(chosen, agreement).otherSeed();
        return new DeploymentDocumentation(new Documentation.Parameters(Set.of(), agreement, otherSeed));
    }
}
