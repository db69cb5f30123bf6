// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.text.Readme;

/**
 * What a requirement is judged on: one model in one certification.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public interface Subject {

    /** Get the model's name. */
    String model();

    /** Get what messages call the requirement, such as {@code @LossConverges}. */
    String requirement();

    /** Get the chain, whose stages run when they are asked for. */
    Chain chain();

    /** Get the inference of the chain, whose matrix the certificate shows. */
    Inference inference();

    /** Get what is stated about the model. */
    Declarations declarations();

    /** Get the metric that is demanded of the model, by whatever requirement, or stated about it; empty where there is none. */
    Optional<String> metric();

    /** Get the backbone of the model; empty where the class certifies one model only. */
    Optional<BackboneSubject> backbone();

    /** Get a text of an annotation as it holds for this model: with the backbone's name for {@code {backbone}}. */
    String fill(String text);

    /** Get the configs of services beside the model's, relative to the repository. */
    List<String> servicesBeside();

    /** Get a file of the repository. */
    default Path file(String path) {
        return chain().plan().repository().resolve(Path.of(path));
    }

    /** Read a document of the repository. */
    default Readme readme(String path) {
        return Readme.read(file(path));
    }

    /** Get a finding for what nobody declared and so cannot be judged, which never counts as a pass. */
    default Finding notDeclared(Clause clause, String what, String remedy) {
        return Finding.notRun(
                clause,
                requirement(),
                model(),
                new Problem(Place.nowhere(), what, clause.title(), "nothing to compare with", remedy));
    }
}
