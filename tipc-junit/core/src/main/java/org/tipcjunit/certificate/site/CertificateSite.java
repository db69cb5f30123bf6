// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.page.Language;

/**
 * Makes a static site of many certificates: from the certificates alone, each of which is compared with the files beside it first.
 *
 * <p>What is not sound is shown as that, with the reason, and never as certified. The site needs no server and asks no other host.
 * Stateless and thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CertificateSite {

    private static final int NAMED = 5;
    private static final String[] FIRST = {"index.html", "README.md"};
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Duration patience;
    private final Consumer<String> progress;

    /** Make sites, waiting silently for another call that writes the same one. */
    public CertificateSite() {
        this(message -> {});
    }

    /**
     * Make sites.
     *
     * @param progress hears what is waited for
     */
    public CertificateSite(Consumer<String> progress) {
        this(PATIENCE, progress);
    }

    CertificateSite(Duration patience, Consumer<String> progress) {
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * What was made.
     *
     * @param index the page to start from
     * @param models how many models it shows
     * @param certified how many of them are certified
     * @param unsound the models whose newest certificate is not as it was written, and the first reason, one line each
     * @param leftOut older certificates that are not shown, and why, one line each
     */
    public record Made(Path index, int models, long certified, List<String> unsound, List<String> leftOut) {
        public Made {
            unsound = List.copyOf(unsound);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Write a site, in the place of one that was written there before; calls for one folder go one after the other.
     *
     * @throws CertificateException if no certificate is found, a file cannot be read or written, or another call does not end
     */
    public Made write(SiteOptions options) {
        Path copies = CertificateLinks.copies(options.output());
        boolean any = Stream.of(options.folders(), options.history())
                .flatMap(List::stream)
                .map(folder -> CertificateSearch.below(folder, copies))
                .anyMatch(found -> !found.isEmpty());
        if (!any) {
            throw none(options);
        }
        try {
            // Before anything else, so that a folder of somebody else's pages is left as it is. Whoever writes a site
            // locks it first.
            if (!Files.exists(options.output().resolve(SiteLock.NAME))) {
                SiteFiles.in(options.output()).reserve(FIRST);
            }
            SiteLock lock = SiteLock.of(options.output(), patience, progress);
            try {
                return alone(options);
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw CertificateException.of("cannot write the site", options.output(), e);
        }
    }

    private static CertificateException none(SiteOptions options) {
        return new CertificateException(
                "cannot make a site",
                options.folders().stream().findFirst().orElse(options.output()),
                "there is no certificate.json and no not-certified.json in or below it",
                "name the folders that hold certificates, such as target/tipc");
    }

    private static Made alone(SiteOptions options) throws IOException {
        Path copies = CertificateLinks.copies(options.output());
        // What an earlier site in this place holds is the history of the next: nobody has to name it.
        List<Path> history = Stream.concat(
                        options.history().stream(),
                        options.certificates() == SiteOptions.Holding.COPY && Files.isDirectory(copies)
                                ? Stream.of(copies)
                                : Stream.of())
                .toList();
        Models.Found found = Models.in(options.folders(), history, copies);
        if (found.histories().isEmpty()) {
            throw none(options);
        }
        return write(found, options);
    }

    private static Made write(Models.Found found, SiteOptions options) throws IOException {
        SiteFiles files = SiteFiles.in(options.output());
        files.reserve(FIRST);
        if (!options.drop()) {
            requireNothingLost(found, options, files);
        }
        List<SiteModel> models = new ArrayList<>();
        for (ModelHistory history : found.histories()) {
            models.add(model(history, options, files));
        }
        Map<Language, SortedMap<String, String>> tables = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            tables.put(language, new SiteTables(options, models, files).in(language));
        }
        SitePages pages = new SitePages(models, tables, found.leftOut(), options);
        for (Map.Entry<String, byte[]> page : pages.all().entrySet()) {
            files.put(page.getKey(), page.getValue());
        }
        files.put(SiteManifest.NAME, SiteManifest.of(pages).json());
        files.finish();
        return new Made(
                options.output().resolve("index.html"),
                models.size(),
                models.stream()
                        .filter(model -> model.standing() == Standing.CERTIFIED)
                        .count(),
                models.stream()
                        .filter(model -> model.standing() == Standing.UNSOUND)
                        .map(model -> model.wholeName() + ": "
                                + model.reasons().stream().findFirst().orElse(""))
                        .toList(),
                found.leftOut());
    }

    /** A site that would lose what it shows is left as it is: nobody names one folder and means that others go. */
    private static void requireNothingLost(Models.Found found, SiteOptions options, SiteFiles files) {
        Set<String> shown = new TreeSet<>();
        found.histories().forEach(history -> {
            shown.add(history.id());
            shown.add(ModelKey.plain(history.id()));
        });
        List<String> lost = files.modelsBefore().stream()
                .filter(before -> !shown.contains(before))
                .map(ModelKey::plain)
                .toList();
        if (!lost.isEmpty()) {
            throw new CertificateException(
                    "cannot write the site",
                    options.output(),
                    "the site there shows models that are in none of the folders: "
                            + lost.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (lost.size() > NAMED ? " and " + (lost.size() - NAMED) + " more" : ""),
                    "name their folders as well, name another folder with --output, or let them go with --drop");
        }
        long copies = files.before(CertificateLinks.COPIES);
        if (options.certificates() != SiteOptions.Holding.COPY && copies > 0) {
            throw new CertificateException(
                    "cannot write the site",
                    options.output(),
                    "the site there holds copies of certificates, " + copies + " files, which would be removed",
                    "leave --certificates away, name another folder with --output, or let them go with --drop");
        }
    }

    private static SiteModel model(ModelHistory history, SiteOptions options, SiteFiles files) throws IOException {
        Map<FoundCertificate, CertificateLinks> links = new HashMap<>();
        for (FoundCertificate found :
                history.newestFirst().stream().limit(options.kept()).toList()) {
            links.put(found, CertificateLinks.to(found, history.id(), options, files));
        }
        return new SiteModel(history, links);
    }
}
