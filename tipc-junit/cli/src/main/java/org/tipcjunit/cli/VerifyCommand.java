// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.CertificateVerifier.Verification;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.site.SiteCheck;
import org.tipcjunit.cli.status.ExitStatus;
import org.tipcjunit.cli.status.Reader;
import org.tipcjunit.cli.status.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks certificates against the files beside them. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        description =
                "Checks certificates against the files beside them: each file of evidence is as it was when the certificate"
                        + " was written, none is missing or added, the pages show what the JSON says, and the verdict is what"
                        + " clauses, figures and stages bear. Pages that another version made and this one makes otherwise cannot"
                        + " be checked, and are told in the first line. Pages of a site that tipc report made are made again of its"
                        + " certificates and compared. Runs nothing, and proves nothing about who wrote it. Exit"
                        + " status 0 when all are sound with their pages and say certified, 1 when not.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc verify model-tests/target/tipc/digits/certificate.json",
            "  tipc verify reports --absent '*.pdiparams'",
            "  tipc verify reports --absent '*.pdiparams' --make-pages"
        })
final class VerifyCommand implements Callable<Integer> {

    private static final int COMMIT_SHOWN = 12;
    private static final String INDENT = "         ";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "CERTIFICATE",
            arity = "1..*",
            description =
                    "A certificate.json or not-certified.json, or a folder: all of these in or below it, but those that"
                            + " were superseded, and what lies in the folders of runs; and sites that tipc report made.")
    private List<Path> given = List.of();

    @Option(
            names = "--absent",
            paramLabel = "GLOB",
            description =
                    "Files of parameters that may be missing, since they are kept elsewhere. They are told. Nothing else may be"
                            + " missing.")
    private String absent = "";

    @Option(
            names = "--make-pages",
            description =
                    "Make the pages of sound certificates anew that are missing, or that another version made, in their"
                            + " place.")
    private boolean makePages;

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        PathMatcher mayBeAbsent = matcher();
        PrintWriter out = reader.lines(spec.commandLine().getOut());
        boolean sound = true;
        boolean unreadable = false;
        for (Path path : given) {
            try {
                SiteCheck.Beside beside =
                        Files.isDirectory(path) ? SiteCheck.below(path) : new SiteCheck.Beside(List.of(), List.of());
                for (Path json : certificates(path, beside)) {
                    Optional<Verification> verified = verified(json, mayBeAbsent, out);
                    unreadable |= verified.isEmpty();
                    sound &= verified.filter(found -> found.isSoundWithPages()
                                    && found.certificate().isCertified())
                            .isPresent();
                }
                for (Path site : beside.sites()) {
                    SiteCheck checked = SiteCheck.of(site);
                    print(checked, out);
                    sound &= checked.isSound();
                }
                beside.tables()
                        .forEach(
                                table -> out.println(
                                        "not checked  " + table
                                                + ": a table of backbones, which no certificate states; rely on those that it leads to"));
            } catch (CertificateException e) {
                tell(e, out);
                unreadable = true;
            }
        }
        if (unreadable) {
            return ExitStatus.USAGE;
        }
        return sound ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
    }

    /** Verify and print; empty where there is nothing that could be. */
    private Optional<Verification> verified(Path json, PathMatcher mayBeAbsent, PrintWriter out) {
        try {
            Verification verification = new CertificateVerifier().verify(json, mayBeAbsent);
            List<String> made = makePages && verification.isSound()
                    ? CertificateVerifier.makePages(json, verification.certificate())
                    : List.of();
            if (!made.isEmpty()) {
                verification = new CertificateVerifier().verify(json, mayBeAbsent);
            }
            print(json, verification, out);
            if (!made.isEmpty()) {
                out.println(INDENT + "made anew: " + String.join(", ", made));
            }
            return Optional.of(verification);
        } catch (CertificateException e) {
            tell(e, out);
            return Optional.empty();
        }
    }

    private void tell(CertificateException problem, PrintWriter out) {
        out.flush();
        reader.lines(spec.commandLine().getErr()).println("tipc: " + problem.getMessage());
    }

    private PathMatcher matcher() {
        try {
            return absent.isEmpty() ? file -> false : FileSystems.getDefault().getPathMatcher("glob:" + absent);
        } catch (PatternSyntaxException e) {
            throw new ParameterException(spec.commandLine(), "--absent is no glob: " + e.getMessage());
        }
    }

    private static void print(SiteCheck site, PrintWriter out) {
        String word =
                site.differences().isEmpty() ? site.unchecked().isEmpty() ? "sound    " : "NOT CHECKED  " : "UNSOUND  ";
        out.println(word + site.site() + ": " + site.compared()
                + " files of the site are what its certificates render to"
                + (site.differences().isEmpty() ? "" : ", " + site.differences().size() + " are not")
                + (site.unchecked().isEmpty() ? "" : ", others could not be checked"));
        for (Difference difference : site.differences()) {
            out.println(told(difference));
        }
        site.unchecked().forEach(what -> out.println(INDENT + "not checked: " + what));
        if (!site.isSound()) {
            out.println(INDENT + "make the site anew with tipc report, of the folders that hold its certificates");
        }
    }

    private static List<Path> certificates(Path path, SiteCheck.Beside beside) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        List<Path> found = Files.isDirectory(path) ? CertificateStore.certificatesBelow(path) : List.of();
        if (found.isEmpty() && beside.sites().isEmpty()) {
            throw new CertificateException(
                    "cannot verify a certificate",
                    path,
                    "there is no certificate.json and no not-certified.json at, in or below it",
                    "name the folders that hold certificates, such as target/tipc");
        }
        return found;
    }

    private static void print(Path json, Verification verification, PrintWriter out) {
        Certificate certificate = verification.certificate();
        Certificate.Repository repository = certificate.repository();
        String commit = repository.commit();
        out.println(firstLine(json, verification));
        out.printf(
                "         %s: %s in %s, commit %s, working tree %s, %s%n",
                PageText.line(certificate.model()),
                certificate.verdict().name().replace('_', ' '),
                PageText.line(certificate.mode()),
                PageText.line(commit).substring(0, Math.min(COMMIT_SHOWN, commit.length())),
                repository.workingTree(),
                certificate.run().started());
        certificate
                .run()
                .overrides()
                .forEach((name, value) -> out.println(INDENT + "changed by " + PageText.line(name + "=" + value)));
        for (Difference difference : verification.differences()) {
            out.println(told(difference));
        }
        for (Difference other : verification.uncheckedPages()) {
            out.println(told(other));
        }
        verification
                .absent()
                .forEach(file -> out.println(INDENT + "not here, and so not checked: " + PageText.line(file)));
        if (!verification.absentPages().isEmpty()) {
            out.println(INDENT + "pages that are not here: " + String.join(", ", verification.absentPages())
                    + " (--make-pages makes them)");
        }
        verification
                .strangers()
                .forEach(file -> out.println(INDENT + "beside it, and not checked: " + PageText.line(file)));
        out.println(INDENT
                + (certificate.evidence().size() - verification.absent().size()) + " files of evidence, "
                + certificate.clauses().size() + " clauses");
    }

    private static String told(Difference difference) {
        return INDENT + PageText.line(difference.path()) + ": expected " + PageText.line(difference.expected())
                + ", observed " + PageText.line(difference.observed());
    }

    /** The word that most readers stop at says what was compared, and what was not. */
    private static String firstLine(Path json, Verification verification) {
        if (!verification.isSound()) {
            return "UNSOUND  " + json;
        }
        if (!verification.isSoundWithPages()) {
            String pages =
                    verification.uncheckedPages().stream().map(Difference::path).collect(Collectors.joining(", "));
            return "NOT CHECKED  " + json + ": pages of another tipc-junit, which somebody may have changed (" + pages
                    + "); JSON and evidence are sound: rely on these, or replace the pages by --make-pages";
        }
        return "sound    " + json;
    }
}
