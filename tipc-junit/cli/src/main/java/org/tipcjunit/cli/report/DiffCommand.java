// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateChange;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
                        + " declared, code and environment; not how long it took. One that is not as it was written is told first. Exit status 0 when"
                        + " nothing changed and both are sound, 1 when not, 2 when one cannot be read.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc diff reports/digits model-tests/target/tipc/digits",
            "  tipc diff --lang zh reports/digits model-tests/target/tipc/digits"
        })
public final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A certificate's JSON, or the folder that holds it.")
    private Path before = Path.of(".");

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another.")
    private Path after = Path.of(".");

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        PrintWriter out = reader.lines(spec.commandLine().getOut());
        try {
            Verification old = verified(before);
            Verification now = verified(after);
            boolean sound = isSound(before, old, out);
            sound &= isSound(after, now, out);
            List<CertificateChange> changes = CertificateChange.between(old.certificate(), now.certificate());
            print(changes.stream().map(change -> change.told(reader.language())).toList(), out);
            return sound && changes.isEmpty() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
        } catch (CertificateException e) {
            out.flush();
            reader.lines(spec.commandLine().getErr()).println("tipc: " + e.getMessage());
            return ExitStatus.USAGE;
        }
    }

    private static Verification verified(Path given) {
        return new CertificateVerifier().verify(CertificateStore.current(given), ShowCommand::isParameters);
    }

    /** Whoever compares what somebody changed is told so before anything else. */
    private static boolean isSound(Path given, Verification verification, PrintWriter out) {
        int differences = verification.differences().size();
        if (differences > 0) {
            out.println("UNSOUND  " + given + ": " + differences + (differences == 1 ? " difference" : " differences")
                    + ", see tipc verify; nothing that it says may be relied on");
        }
        return differences == 0;
    }

    private static void print(List<CertificateChange> changes, PrintWriter out) {
        String group = "";
        for (CertificateChange change : changes) {
            if (!change.group().equals(group)) {
                group = change.group();
                out.println(PageText.line(group) + ":");
            }
            out.println("  " + PageText.line(change.what()) + ": " + PageText.line(change.before()) + " -> "
                    + PageText.line(change.after()));
        }
        if (changes.isEmpty()) {
            out.println("nothing changed");
        }
        out.flush();
    }
}
