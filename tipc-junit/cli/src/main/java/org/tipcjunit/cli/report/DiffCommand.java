// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateChange;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.SpokenLines;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Says what changed between two certificates.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        description =
                "Says what changed between two certificates of a model: verdicts, figures, pictures, commands, what was"
                        + " declared, code and environment; not how long it took. Exit status 0 when nothing did, 1 when something"
                        + " did, 2 when one cannot be read.",
        footerHeading = "%nExamples:%n",
        footer = "  tipc diff reports/digits model-tests/target/tipc/digits")
public final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A certificate's JSON, or the folder that holds it.")
    private Path before = Path.of(".");

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another.")
    private Path after = Path.of(".");

    @Override
    public Integer call() {
        try {
            List<CertificateChange> changes = CertificateChange.between(certificate(before), certificate(after));
            Language readers = Language.of(Settings.ofProcess().get(Term.LANG), System.getenv());
            List<CertificateChange> told =
                    changes.stream().map(change -> change.told(readers)).toList();
            print(told, SpokenLines.to(spec.commandLine().getOut(), readers));
            return changes.isEmpty() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
        } catch (CertificateException e) {
            SpokenLines.to(spec.commandLine().getErr()).println("tipc: " + e.getMessage());
            return ExitStatus.USAGE;
        }
    }

    private static Certificate certificate(Path given) {
        return new CertificateVerifier().verify(CertificateStore.current(given)).certificate();
    }

    private static void print(List<CertificateChange> changes, PrintWriter out) {
        String group = "";
        for (CertificateChange change : changes) {
            if (!change.group().equals(group)) {
                group = change.group();
                out.println(group + ":");
            }
            out.println("  " + change.what() + ": " + change.before() + " -> " + change.after());
        }
        if (changes.isEmpty()) {
            out.println("nothing changed");
        }
        out.flush();
    }
}
