// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateSummary;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.cli.status.SpokenLines;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints what a certificate says first.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        description =
                "Prints what a certificate says first: verdict, date, commit, versions, what may be relied on, and a line for"
                        + " each clause, and whether the files beside it are as it says (parameters may be kept elsewhere)."
                        + " Exit status 0 when it is sound and says certified, 1 when not.",
        footerHeading = "%nExamples:%n",
        footer = {"  tipc show reports/digits", "  tipc show --lang zh model-tests/target/tipc/digits/certificate.json"
        })
public final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "CERTIFICATE",
            description = "A certificate.json or not-certified.json, or the folder that holds it.")
    private Path given = Path.of(".");

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        Language readers = reader.language();
        try {
            Verification verification =
                    new CertificateVerifier().verify(CertificateStore.current(given), ShowCommand::isParameters);
            CertificateSummary stated = CertificateSummary.of(verification.certificate(), readers);
            CertificateSummary summary = verification.isSound() ? stated : stated.unsound(readers);
            print(summary, verification, readers, spec.commandLine().getOut());
            return verification.isSound() && summary.certified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
        } catch (CertificateException e) {
            reader.lines(spec.commandLine().getErr()).println("tipc: " + e.getMessage());
            return ExitStatus.USAGE;
        }
    }

    /** Whether a file may be kept elsewhere: certificates state its digest. */
    static boolean isParameters(Path file) {
        return file.toString().endsWith(".pdiparams");
    }

    private static void print(
            CertificateSummary summary, Verification verification, Language readers, PrintWriter out) {
        if (!verification.isSound()) {
            int differences = verification.differences().size();
            String told = SpokenLines.phrases(readers)
                    .say("UNSOUND: " + differences + (differences == 1 ? " difference" : " differences")
                            + ", see tipc verify; it was written as");
            out.println(Ansi.AUTO.string("@|bold,red " + told + "|@"));
        }
        new SummaryText(summary, readers, TerminalWidth.ofProcess().columns(), Ansi.AUTO)
                .lines()
                .forEach(out::println);
        out.flush();
    }
}
