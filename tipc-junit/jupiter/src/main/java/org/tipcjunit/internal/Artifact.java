// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.Optional;
import java.util.function.Function;
import org.tipcjunit.certification.CertificationRun;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.chain.Stages;
import org.tipcjunit.environment.PaddleEnvironment;

/**
 * What a test may take as a parameter: the artifact of every stage that offers one, the chain, and the environment.
 *
 * @param type the type of the parameter
 * @param maker gets it of a certification
 */
record Artifact(Class<?> type, Function<CertificationRun, Object> maker) {

    static Optional<Artifact> of(Class<?> type) {
        if (type == Chain.class) {
            return Optional.of(new Artifact(type, CertificationRun::chain));
        }
        if (type == PaddleEnvironment.class) {
            return Optional.of(new Artifact(type, CertificationRun::environment));
        }
        return Stages.ofArtifact(type)
                .map(stage -> new Artifact(type, run -> run.chain().get(stage)));
    }

    /** Get the artifact, running the stages that it needs. */
    Object from(CertificationRun run) {
        return maker.apply(run);
    }
}
