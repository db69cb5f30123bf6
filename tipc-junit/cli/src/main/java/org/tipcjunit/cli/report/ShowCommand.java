// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateSummary;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.SpokenLines;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            description = "The language: ${COMPLETION-CANDIDATES}; otherwise that of the locale.")
    private Optional<Tag> language = Optional.empty();

    private static Optional<String> setLanguage() {
        return Settings.ofProcess().get(Term.LANG);
    }

    /** A language as users write it. */
    private enum Tag {
        en,
        zh
    }

    @Override
    public Integer call() {
        Language readers = Language.of(language.map(Tag::name).or(ShowCommand::setLanguage), System.getenv());
        try {
            Verification verification =
                    new CertificateVerifier().verify(CertificateStore.current(given), ShowCommand::isParameters);
            CertificateSummary stated = CertificateSummary.of(verification.certificate(), readers);
            CertificateSummary summary = verification.isSound() ? stated : stated.unsound(readers);
            print(summary, verification, readers, spec.commandLine().getOut());
            return verification.isSound() && summary.certified() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
        } catch (CertificateException e) {
            SpokenLines.to(spec.commandLine().getErr(), readers).println("tipc: " + e.getMessage());
            return ExitStatus.USAGE;
        }
    }

    private static boolean isParameters(Path file) {
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
