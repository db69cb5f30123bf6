// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Judge;
import org.tipcjunit.requirement.NoParameters;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.stage.Stage;
import org.tipcjunit.stage.export.Export;

/**
 * Judges whether the export wrote an inference model that loads.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ExportJudge implements Judge<NoParameters> {

    @Override
    public Clause clause() {
        return Clause.EXPORT;
    }

    @Override
    public Set<Stage<?>> owns() {
        return Set.of(Export.STAGE);
    }

    @Override
    public Set<Clause> buildsOn() {
        return Set.of(Clause.CONVERGENCE);
    }

    @Override
    public Finding judge(NoParameters demanded, Subject subject) {
        ExportedModel model = subject.chain().get(Export.STAGE);
        return QuantisedProgram.of(subject.chain().plan().facts().trainer(), model)
                .in(new ExportedFiles().judge(model));
    }
}
