// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tipcjunit.certificate.CertificateSummary;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certification.selection.Readings;
import org.tipcjunit.certification.standing.Grounds;
import org.tipcjunit.certification.standing.KeptGrounds;
import org.tipcjunit.certification.standing.Standing;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.Reuse;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.workspace.Checkout;
import org.tipcjunit.workspace.CheckoutContents;
import org.tipcjunit.workspace.FolderContents;
import org.tipcjunit.workspace.WorkspaceRequest;

/** Tells on what a certificate rests that may stand; of services, of what is published and of others' demands none does. */
final class Grounding {

    private Grounding() {}

    /**
     * Look at what a certificate would rest on; empty where none may stand now or later, and for a whole run of which nothing is
     * kept: reading all files is for those who reuse.
     */
    static Optional<Standing> of(Request request, SharedTools tools) {
        Settings settings = request.settings();
        boolean mayStand = !Preparation.demandsService(request)
                && request.service().isEmpty()
                && request.demands().stream()
                        .allMatch(demand -> demand.foreignJudge().isEmpty())
                && settings.get(Term.PUBLISH).isEmpty();
        try {
            Reuse reuse = Reuse.of(settings);
            return mayStand && (reuse.letsStand() || (reuse.isWhole() && mayBeReused(request)))
                    ? Optional.of(standing(request, tools))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong is found again, and told, when the certification is prepared.
            return Optional.empty();
        }
    }

    /** Whether a later run may take stages, in the place of which the certificate of this one is to stand. */
    private static boolean mayBeReused(Request request) throws IOException {
        if (request.settings().get(Term.FRESH).isPresent()) {
            return true;
        }
        Path config = Preparation.repository(request).resolve(request.model().config());
        Path runs = RunFolders.of(Preparation.directory(request, config, new Readings()))
                .folder();
        if (!Files.isDirectory(runs)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.anyMatch(entry -> entry.getFileName().toString().startsWith("kept-"));
        }
    }

    private static Standing standing(Request request, SharedTools tools) throws IOException {
        Path repository = Preparation.repository(request);
        Path config = repository.resolve(request.model().config());
        Path directory = Preparation.directory(request, config, new Readings());
        Terms terms = Terms.of(request.settings(), request.model(), CertificationProperties.beside(config));
        PaddleEnvironment environment = Preparation.environment(terms, tools);
        Path runs = RunFolders.of(directory).folder();
        Map<String, String> facts = new TreeMap<>(Reuse.facts(LibraryVersion.get(), environment, System.getenv()));
        facts.put("the program of tipc-junit", program());
        facts.put("the mode", Preparation.mode(terms).label());
        facts.put("what is certified", request.model().config() + " " + request.chosen() + " " + request.backbone());
        facts.put("what is declared", request.declared().toString());
        facts.put("what is demanded", demanded(request.demands()));
        for (Term term : Reuse.grounds()) {
            terms.get(term)
                    .or(() -> request.settings().get(term))
                    .ifPresent(value -> facts.put("the setting " + term.key(), value));
        }
        Path file = runs.resolve("standing.json");
        Optional<KeptGrounds> kept = kept(file);
        FolderContents contents = new FolderContents(kept.map(KeptGrounds::read).orElse(Map.of()));
        CheckoutContents checkout = CheckoutContents.of(
                new WorkspaceRequest(
                        Checkout.of(repository),
                        runs,
                        terms.list(Term.DATA).stream().map(Path::of).toList(),
                        List.of(request.results())),
                tools.runner(),
                contents);
        facts.put("the commit", checkout.commit());
        Optional<Path> images = terms.get(Term.IMAGES).map(repository::resolve).filter(Files::exists);
        if (images.isPresent()) {
            facts.put("the images", contents.of(images.get()).toString());
        }
        // Only digests: variables may hold what nobody else may read.
        facts.replaceAll((name, value) -> Sha256.of(value).hex());
        return new Standing(directory, file, kept, Grounds.of(facts, checkout.digests()), contents);
    }

    /** Get what was kept; empty for what cannot be read, of which nothing stands. */
    private static Optional<KeptGrounds> kept(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(KeptGrounds.read(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String demanded(List<Demand<?>> demands) {
        StringBuilder all = new StringBuilder();
        demands.forEach(demand -> all.append(demand.label())
                .append(' ')
                .append(demand.clause().id())
                .append(' ')
                .append(demand.attributes())
                .append('\n'));
        return all.toString();
    }

    /** A build of the same version is another program. */
    private static String program() throws IOException {
        try {
            Path place = Path.of(Grounding.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return place + " " + Files.size(place) + " " + Files.getLastModifiedTime(place);
        } catch (URISyntaxException | RuntimeException e) {
            throw new IOException("nobody knows where the program lies", e);
        }
    }

    /** Get the certificate that stands where one may, and say so, or why none does. */
    static Optional<PublishedCertificate> look(Standing standing, Request request, SharedTools tools) {
        if (!Reuse.of(request.settings()).letsStand()) {
            return Optional.empty();
        }
        Standing.Found found = standing.look();
        PageWords words = PageWords.in(Language.of(
                request.settings().get(Term.LANG), request.settings().variables()));
        found.difference().ifPresent(difference -> tools.progress()
                .accept("[tipc] " + words.get("announce.rests", request.model().config(), difference)));
        found.certificate().ifPresent(stands -> tools.progress()
                .accept("[tipc] "
                        + words.get(
                                "announce.stands",
                                stands.certificate().model(),
                                stands.certificate().run().started().truncatedTo(ChronoUnit.SECONDS),
                                stands.html())));
        found.certificate().ifPresent(stands -> CertificateSummary.warnings(stands.certificate(), words)
                .forEach(warning -> tools.progress().accept("[tipc] " + warning)));
        return found.certificate();
    }

    static void keep(Standing standing, PublishedCertificate written, SharedTools tools) {
        try {
            standing.keep(written);
        } catch (IOException e) {
            tools.progress().accept("[tipc] the certificate will not stand when nothing changes: " + e);
        }
    }
}
