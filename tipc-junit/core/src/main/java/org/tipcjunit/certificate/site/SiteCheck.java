// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.page.FirstDifference;

/**
 * Checks the pages of a site: they are made again of the certificates that it leads to, and compared.
 *
 * @param site its folder
 * @param compared how many of its files are what the certificates render to
 * @param differences those that show something else
 * @param unchecked what could not be compared, and why, one line each
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record SiteCheck(Path site, int compared, List<Difference> differences, List<String> unchecked) {

    private static final Set<String> NOT_ENTERED =
            Set.of("evidence", "superseded", "certificates", ".git", "node_modules");
    private static final String A_PAGE = "(?i).*\\.(html?|xhtml|md|svg|json)";
    private static final String TABLE = "(?i)backbones(_cn)?\\.(html|md)";

    public SiteCheck {
        differences = List.copyOf(differences);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether every page is what its certificates render to. */
    public boolean isSound() {
        return differences.isEmpty() && unchecked.isEmpty();
    }

    /**
     * What lies in a folder beside certificates and says something of models.
     *
     * @param sites the folders of sites
     * @param tables tables of backbones, which no certificate states
     */
    public record Beside(List<Path> sites, List<Path> tables) {
        public Beside {
            sites = List.copyOf(sites);
            tables = List.copyOf(tables);
        }
    }

    /**
     * Find sites and tables in or below a folder.
     *
     * @throws CertificateException if it cannot be searched
     */
    public static Beside below(Path folder) {
        List<Path> sites = new ArrayList<>();
        List<Path> tables = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                    String name = String.valueOf(inside.getFileName());
                    boolean another = !inside.equals(folder)
                            && (NOT_ENTERED.contains(name) || name.matches("[0-9]{8}-[0-9]{6}-[0-9]{3}"));
                    return another ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = String.valueOf(file.getFileName());
                    if (name.equals(SiteFiles.LIST)) {
                        sites.add(file.resolveSibling(".").normalize());
                    } else if (name.matches(TABLE)) {
                        tables.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw CertificateException.of("cannot look for certificates", folder, e);
        }
        return new Beside(
                sites.stream().sorted().toList(), tables.stream().sorted().toList());
    }

    /**
     * Check a site.
     *
     * @throws CertificateException if a file cannot be read
     */
    public static SiteCheck of(Path folder) {
        Path site = folder.toAbsolutePath().normalize();
        try {
            SiteManifest manifest = SiteManifest.read(site);
            return compare(site, manifest);
        } catch (IOException e) {
            return new SiteCheck(site, 0, List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }

    private static SiteCheck compare(Path site, SiteManifest manifest) throws IOException {
        List<SiteModel> models = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        List<ModelKey> keys =
                manifest.models().stream().map(SiteManifest.Model::key).toList();
        for (SiteManifest.Model model : manifest.models()) {
            Optional<String> problem = problem(site, model, manifest.options());
            if (problem.isEmpty()) {
                SiteModel made = model(site, model, Models.apart(model.key(), keys), manifest.options());
                problem = problem(made);
                models.add(made);
            }
            problem.ifPresent(why -> unchecked.add("models/" + model.key().id() + ".html: " + why));
        }
        boolean whole = unchecked.isEmpty();
        SitePages pages = new SitePages(models, manifest.tables(), manifest.leftOut(), manifest.options());
        Map<String, byte[]> rendered = whole ? pages.all() : pages.ofModels();
        if (!whole) {
            unchecked.add("index.html, README.md, feed.json: they tell of these models as well");
        }
        boolean ours = manifest.renderer().equals(SitePages.renderer());
        List<Difference> differences = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, byte[]> page : new LinkedHashMap<>(rendered).entrySet()) {
            Path file = site.resolve(page.getKey());
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                differences.add(new Difference(page.getKey(), "a page of the site", "no such file"));
                continue;
            }
            byte[] found = Files.readAllBytes(file);
            if (Arrays.equals(found, page.getValue())) {
                compared++;
            } else if (ours) {
                FirstDifference first = FirstDifference.of(page.getValue(), new String(found, StandardCharsets.UTF_8));
                differences.add(new Difference(
                        page.getKey(),
                        "what its certificates render to, in line " + first.line() + ": " + first.expected(),
                        first.observed()));
            } else {
                unchecked.add(page.getKey() + ": another tipc-junit made it, and this one makes it otherwise");
            }
        }
        if (whole) {
            strangers(site, rendered.keySet())
                    .forEach(name -> unchecked.add(name + ": a page that tipc report did not make"));
        }
        return new SiteCheck(site, compared, differences, unchecked);
    }

    private static List<String> strangers(Path site, Set<String> known) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String folder : List.of("", "models", "badges")) {
            Path inside = site.resolve(folder);
            if (Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> files = Files.walk(inside, folder.isEmpty() ? 1 : Integer.MAX_VALUE)) {
                    files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                            .map(file -> site.relativize(file).toString())
                            .filter(name -> name.matches(A_PAGE) && !known.contains(name))
                            .filter(name -> !name.equals(SiteManifest.NAME) && !isOfCertificate(site, name))
                            .forEach(found::add);
                }
            }
        }
        return List.copyOf(found);
    }

    /** A certificate may lie in the folder of the site itself, and is checked by itself. */
    private static boolean isOfCertificate(Path site, String name) {
        return name.matches("(certificate|not-certified)(_cn)?\\.(json|html|md)")
                && (Files.isRegularFile(site.resolve("certificate.json"))
                        || Files.isRegularFile(site.resolve("not-certified.json")));
    }

    /** Say why a model's page cannot be made again. */
    private static Optional<String> problem(Path site, SiteManifest.Model model, SiteOptions options) {
        List<SiteManifest.Entry> entries = model.certificates();
        List<SiteManifest.Entry> shown = entries.subList(0, Math.min(options.kept(), entries.size()));
        for (SiteManifest.Entry entry : shown) {
            if (entry.json().isEmpty()) {
                return Optional.of("the site does not hold the certificate " + entry.shown());
            }
            if (!Files.isRegularFile(site.resolve(entry.json()))) {
                return Optional.of("the certificate " + entry.json() + " is not there");
            }
        }
        boolean comparedWithHidden = shown.stream().skip(1).noneMatch(SiteManifest.Entry::sound)
                && entries.stream().skip(shown.size()).anyMatch(SiteManifest.Entry::sound);
        return comparedWithHidden
                ? Optional.of("it is compared with a certificate that the site does not hold")
                : Optional.empty();
    }

    /** Whoever changes the list of what a site was made of shows one model's certificates as another's, or old ones as new. */
    private static Optional<String> problem(SiteModel model) {
        ModelHistory history = model.history();
        Optional<FoundCertificate> other = history.newestFirst().stream()
                .filter(found ->
                        found.certificate().isPresent() && !ModelKey.of(found).equals(history.key()))
                .findFirst();
        if (other.isPresent()) {
            return Optional.of("the certificate " + other.get().shown() + " is of another model, repository or config");
        }
        boolean newer = history.current().stream().anyMatch(current -> history.older().stream()
                .anyMatch(older -> older.started().isAfter(current.started())));
        return newer ? Optional.of("an older certificate that it shows is newer than its last") : Optional.empty();
    }

    private static SiteModel model(Path site, SiteManifest.Model model, String apart, SiteOptions options) {
        List<FoundCertificate> newestFirst = new ArrayList<>();
        Map<FoundCertificate, CertificateLinks> links = new HashMap<>();
        for (SiteManifest.Entry entry : model.certificates()) {
            Path json = site.resolve(entry.json().isEmpty() ? SiteManifest.NAME : entry.json())
                    .normalize();
            FoundCertificate found = newestFirst.size() < options.kept()
                    ? FoundCertificate.read(json, site).shownAs(entry.shown())
                    : FoundCertificate.notShown(json, entry.shown());
            if (newestFirst.size() < options.kept()) {
                links.put(found, entry.links(found));
            }
            newestFirst.add(found);
        }
        Optional<FoundCertificate> current =
                model.current() ? newestFirst.stream().findFirst() : Optional.empty();
        List<FoundCertificate> older = new ArrayList<>();
        newestFirst.stream().skip(model.current() ? 1 : 0).forEach(found -> older.add(0, found));
        return new SiteModel(new ModelHistory(model.key(), apart, older, current), links);
    }
}
