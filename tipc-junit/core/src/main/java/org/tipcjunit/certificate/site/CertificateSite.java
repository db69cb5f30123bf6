// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;

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
     * Write a site, in the place of one that was written there before.
     *
     * @throws CertificateException if no certificate is found, or a file cannot be read or written
     */
    public Made write(SiteOptions options) {
        Models.Found found = Models.in(options.folders(), options.history(), CertificateLinks.copies(options.output()));
        if (found.histories().isEmpty()) {
            throw new CertificateException(
                    "cannot make a site",
                    options.folders().stream().findFirst().orElse(options.output()),
                    "there is no certificate.json and no not-certified.json in or below it",
                    "name the folders that hold certificates, such as target/tipc");
        }
        try {
            return write(found, options);
        } catch (IOException e) {
            throw CertificateException.of("cannot write the site", options.output(), e);
        }
    }

    private static Made write(Models.Found found, SiteOptions options) throws IOException {
        SiteFiles files = SiteFiles.in(options.output());
        // Before anything else, so that a folder of somebody else's pages is left as it is.
        files.reserve("index.html", "README.md");
        List<SiteModel> models = new ArrayList<>();
        for (ModelHistory history : found.histories()) {
            models.add(model(history, options, files));
        }
        for (Language language : Language.values()) {
            SortedMap<String, String> tables =
                    options.certificates() == SiteOptions.Holding.LINK ? tables(options, language) : new TreeMap<>();
            write(SiteContent.of(models, tables, found.leftOut(), options, SiteContent.words(language)), files);
        }
        files.put("feed.schema.json", SiteContent.bytes(SiteContent.resource("feed.schema.json")));
        files.finish();
        return new Made(
                options.output().resolve("index.html"),
                models.size(),
                models.stream()
                        .filter(model -> model.standing() == Standing.CERTIFIED)
                        .count(),
                models.stream()
                        .filter(model -> model.standing() == Standing.UNSOUND)
                        .map(model -> model.name() + ": "
                                + model.reasons().stream().findFirst().orElse(""))
                        .toList(),
                found.leftOut());
    }

    private static SiteModel model(ModelHistory history, SiteOptions options, SiteFiles files) throws IOException {
        Map<FoundCertificate, CertificateLinks> links = new HashMap<>();
        for (FoundCertificate found :
                history.newestFirst().stream().limit(options.kept()).toList()) {
            links.put(found, CertificateLinks.to(found, history.id(), options, files));
        }
        return new SiteModel(history, links);
    }

    /** Get what a site holds of a model in a language, by the names of the files. */
    private static Map<String, byte[]> files(SiteContent content, SiteModel model) {
        PageWords words = content.words();
        return Map.of(
                model.page(words),
                new ModelPage(content, model).html(),
                "badges/" + model.id() + words.language().suffix() + ".svg",
                model.badge(words).svg(words));
    }

    private static void write(SiteContent content, SiteFiles files) throws IOException {
        PageWords words = content.words();
        String suffix = words.language().suffix();
        IndexPage index = new IndexPage(content);
        files.put(content.index(), index.html());
        files.put("README" + suffix + ".md", index.markdown());
        List<Map<String, byte[]>> made = content.models().parallelStream()
                .map(model -> files(content, model))
                .toList();
        for (Map<String, byte[]> ofModel : made) {
            for (Map.Entry<String, byte[]> file : ofModel.entrySet()) {
                files.put(file.getKey(), file.getValue());
            }
        }
        files.put("badges/all" + suffix + ".svg", all(content).svg(words));
        if (words.language() == Language.ENGLISH) {
            files.put("feed.json", new Feed(content).json());
        }
    }

    private static Badge all(SiteContent content) {
        long certified = content.count(Standing.CERTIFIED);
        boolean every = certified == content.models().size();
        Standing standing = content.count(Standing.UNSOUND) > 0
                ? Standing.UNSOUND
                : every ? Standing.CERTIFIED : Standing.NOT_CERTIFIED;
        String said = content.words()
                .get(
                        "site.badgeAll",
                        String.valueOf(certified),
                        String.valueOf(content.models().size()));
        return new Badge(standing, said, content.title() + ": " + said);
    }

    /** Find tables of backbones, which lie beside certificates. */
    private static SortedMap<String, String> tables(SiteOptions options, Language language) throws IOException {
        SortedMap<String, String> tables = new TreeMap<>();
        List<String> names = List.of("backbones" + language.suffix() + ".html", "backbones.html", "backbones.md");
        for (Path folder : options.folders()) {
            Path root = folder.toAbsolutePath().normalize();
            try (Stream<Path> inside = Files.list(root)) {
                for (Path table : inside.filter(Files::isDirectory).sorted().toList()) {
                    for (String name : names) {
                        if (Files.isRegularFile(table.resolve(name))) {
                            String at = options.output().relativize(table).toString();
                            tables.putIfAbsent(
                                    String.valueOf(table.getFileName()),
                                    new CertificateLinks(at, List.of(), "", List.of(), List.of()).address(name));
                        }
                    }
                }
            }
        }
        return tables;
    }
}
