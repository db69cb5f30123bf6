// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.certificate.page.Language;

/**
 * The tables of backbones that lie beside certificates: led to where the certificates are, copied where they are copied. Nothing states
 * what a table says, so that a copy runs nothing and leads to the certificates of the site alone.
 *
 * @param options what was asked for
 * @param models the models of the site, with where it leads to
 * @param files the site
 */
record SiteTables(SiteOptions options, List<SiteModel> models, SiteFiles files) {

    private static final String COPIES = "tables";
    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " style-src 'unsafe-inline'\">";
    private static final int LATEST_POLICY = 400;
    private static final long LARGEST = 1L << 22;
    private static final Pattern ACTIVE = Pattern.compile(
            "<(script|iframe|object|embed|form|base|link|frame)\\b|http-equiv=.?refresh", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

    /** Get the addresses of the pages in a language, from the folder of the site, by what the tables are called. */
    SortedMap<String, String> in(Language language) throws IOException {
        SortedMap<String, String> tables = new TreeMap<>();
        if (options.certificates() == SiteOptions.Holding.NONE) {
            return tables;
        }
        for (Path folder : options.folders()) {
            Path root = folder.toAbsolutePath().normalize();
            try (Stream<Path> inside = Files.list(root)) {
                for (Path table : inside.filter(SiteTables::isFolder).sorted().toList()) {
                    String name = free(tables, String.valueOf(table.getFileName()));
                    Optional<String> address = options.certificates() == SiteOptions.Holding.COPY
                            ? copied(table, name, language)
                            : linked(table, language);
                    address.ifPresent(at -> tables.put(name, at));
                }
            }
        }
        return tables;
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String free(SortedMap<String, String> tables, String name) {
        String free = name;
        for (int i = 2; tables.containsKey(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private Optional<String> linked(Path table, Language language) {
        return Stream.of(page(language), page(Language.ENGLISH), "backbones.md")
                .filter(name -> Files.isRegularFile(table.resolve(name)))
                .findFirst()
                .map(name -> at(options.output().relativize(table).toString()).address(name));
    }

    private static CertificateLinks at(String folder) {
        return new CertificateLinks(folder, List.of(), "", List.of(), List.of());
    }

    private static String page(Language language) {
        return "backbones" + language.suffix() + ".html";
    }

    private Optional<String> copied(Path table, String name, Language language) throws IOException {
        Path page = table.resolve(page(language));
        if (!Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS) || Files.size(page) > LARGEST) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(page), StandardCharsets.UTF_8);
        int policy = text.indexOf(POLICY);
        if (policy < 0 || policy > LATEST_POLICY || ACTIVE.matcher(text).find()) {
            return Optional.empty();
        }
        String folder = COPIES + "/" + name.replaceAll("[^A-Za-z0-9._-]", "-");
        files.put(folder + "/" + page(language), leading(text, table).getBytes(StandardCharsets.UTF_8));
        return Optional.of(at(folder).address(page(language)));
    }

    /** Let the links of a table lead to the certificates of the site; others lead nowhere. */
    private String leading(String text, Path table) {
        Map<Path, CertificateLinks> copies = new HashMap<>();
        for (SiteModel model : models) {
            model.links().forEach((found, links) -> copies.put(folder(found.json()), links));
        }
        return LINK.matcher(text).replaceAll(link -> {
            String to = link.group(1);
            if (to.matches("backbones(_cn)?\\.html")) {
                return Matcher.quoteReplacement(link.group());
            }
            Path page = table.resolve(to.replaceAll("[^A-Za-z0-9._/-]", "-")).normalize();
            CertificateLinks links = copies.getOrDefault(folder(page), CertificateLinks.none());
            String named = String.valueOf(page.getFileName());
            return links.pages().contains(named)
                    ? Matcher.quoteReplacement("href=\"../../" + links.address(named) + "\"")
                    : "";
        });
    }

    private static Path folder(Path file) {
        return file.resolveSibling(".").normalize();
    }
}
