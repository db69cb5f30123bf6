// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.util.Map;
import org.tipcjunit.certification.terms.Reuse;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;

/** Judges kept stages again and runs none. */
@Command(
        name = "judge",
        modelTransformer = SettingOptions.OfAllSettings.class,
        versionProvider = ToolVersion.class,
        sortOptions = false,
        description =
                "Judges again what the stages of an earlier 'tipc certify --reuse stages' left, and runs none of them: after a"
                        + " README was mended, or with another metric. It takes the options of that run. What it judges is not"
                        + " certified; 'tipc certify --fresh' does that.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc judge --config 'test_tipc/configs/*/train_infer_python.txt' --metric top1 --documented-in README.md"
        })
final class JudgeCommand extends CertifyCommand {

    @Override
    Map<Term, String> own() {
        return Map.of(Term.FROM, Reuse.NOTHING);
    }
}
