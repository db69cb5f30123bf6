// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.site.CertificateSite;
import org.tipcjunit.certificate.site.SiteOptions;
import org.tipcjunit.certification.ResultsFolder;
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

/**
 * Makes a site of many certificates.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = ToolVersion.class,
        description =
                "Makes a static site of many certificates: a matrix of models by clauses with filters, a page for each model with"
                        + " its history and what changed, badges for READMEs, and feed.json; in English and Chinese. Each"
                        + " certificate is compared with the files beside it first (parameters may be kept elsewhere); one that"
                        + " is not sound is shown as that. Exit status 0 when all newest certificates are sound, whatever they"
                        + " say, 1 when one is not, 2 when there is none or the site cannot be written.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tipc report model-tests/target/tipc --output target/site",
            "  tipc report target/tipc --output published --address https://example.org/tipc/",
            "  tipc report reports --output reports --certificates link"
        })
public final class ReportCommand implements Callable<Integer> {

    private static final int MOST_LEFT_OUT = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FOLDER",
            arity = "1..*",
            description = "Folders with the certificates of the models' last runs, at any depth.")
    private List<Path> folders = List.of();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "The folder of the site. What lies there and was not made by this command is left alone; certificates that"
                            + " an earlier site there holds are history of this one."
                            + " Default: tipc-site, which git ignores.")
    private @Nullable Path output;

    @Option(
            names = "--history",
            paramLabel = "DIR",
            arity = "1..*",
            description =
                    "Folders with older certificates of these models, such as a site that was made earlier. The newest"
                            + " of all certificates of a model decides what is said of it.")
    private List<Path> history = List.of();

    @Option(
            names = "--certificates",
            paramLabel = "HOW",
            description =
                    "What becomes of the certificates and their evidence: copy puts them into the site, with pages made"
                            + " anew, and tables of backbones; link leads to where they lie; none leaves them out. Default: ${DEFAULT-VALUE}.")
    private Certificates certificates = Certificates.copy;

    @Option(
            names = "--keep",
            paramLabel = "COUNT",
            description = "How many certificates of a model are shown and copied at most, the newest first."
                    + " Default: ${DEFAULT-VALUE}.")
    private int keep = SiteOptions.USUALLY_KEPT;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "Where the site will be published, for the links in feed.json and beside the badges.")
    private String address = "";

    @Option(names = "--title", paramLabel = "TEXT", description = "What the site is called.")
    private String title = "";

    @Option(
            names = "--drop",
            description =
                    "Let go what an earlier site in --output shows and holds of models that are in none of the folders, and its"
                            + " copies of certificates where this one has none. Without it such a site is left as it is.")
    private boolean drop;

    /** What becomes of certificates, as users write it. */
    private enum Certificates {
        copy(SiteOptions.Holding.COPY),
        link(SiteOptions.Holding.LINK),
        none(SiteOptions.Holding.NONE);

        private final SiteOptions.Holding holding;

        Certificates(SiteOptions.Holding holding) {
            this.holding = holding;
        }
    }

    @Mixin
    private Reader reader = new Reader();

    @Override
    public Integer call() {
        requireSense();
        try {
            requireFolders();
            Path site = output == null ? unnamed() : output;
            CertificateSite.Made made = new CertificateSite(this::tell)
                    .write(new SiteOptions(folders, history, site, certificates.holding, keep, address, title, drop));
            print(made, reader.lines(spec.commandLine().getOut()));
            return made.unsound().isEmpty() ? ExitStatus.OK : ExitStatus.NOT_CERTIFIED;
        } catch (CertificateException e) {
            reader.lines(spec.commandLine().getErr()).println("tipc: " + e.getMessage());
            return ExitStatus.USAGE;
        }
    }

    private void tell(String progress) {
        PrintWriter err = reader.lines(spec.commandLine().getErr());
        err.println("tipc: " + progress);
        err.flush();
    }

    /** A site that nobody named a place for is no change of the checkout that it is made in. */
    private static Path unnamed() {
        Path site = Path.of("tipc-site");
        ResultsFolder.make(site);
        return site;
    }

    private void requireFolders() {
        Stream.of(folders, history)
                .flatMap(List::stream)
                .filter(folder -> !Files.isDirectory(folder))
                .findFirst()
                .ifPresent(folder -> {
                    throw new CertificateException(
                            "cannot make a site",
                            folder,
                            Files.exists(folder) ? "it is a file, no folder" : "there is no such folder",
                            "name the folders that hold certificates, such as target/tipc");
                });
    }

    private void requireSense() {
        if (output != null
                && certificates == Certificates.copy
                && folders.stream().anyMatch(this::isOutput)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output is the folder of the certificates, which would be copied beside themselves; name another"
                            + " folder, or add --certificates link");
        }
        if (keep < 1) {
            throw new ParameterException(spec.commandLine(), "--keep is at least 1, not " + keep);
        }
        if (!address.isEmpty() && !address.matches("https?://[^\\s<>\"'()\\\\?#]+")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--address is no address of a site, such as https://example.org/tipc/: " + address);
        }
    }

    private boolean isOutput(Path folder) {
        try {
            return output != null && Files.isDirectory(output) && Files.isSameFile(folder, output);
        } catch (IOException e) {
            return false;
        }
    }

    private static void print(CertificateSite.Made made, PrintWriter out) {
        out.println(made.models() + (made.models() == 1 ? " model, " : " models, ") + made.certified() + " certified: "
                + made.index());
        made.unsound().forEach(model -> out.println("UNSOUND  " + model));
        made.leftOut().stream().limit(MOST_LEFT_OUT).forEach(older -> out.println("not shown: " + older));
        if (made.leftOut().size() > MOST_LEFT_OUT) {
            out.println("not shown: " + (made.leftOut().size() - MOST_LEFT_OUT) + " more, which the site names");
        }
        out.flush();
    }
}
