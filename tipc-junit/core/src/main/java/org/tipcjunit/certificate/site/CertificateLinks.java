// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateVerifier;
import org.tipcjunit.certificate.page.Language;

/**
 * Where a site leads to from a certificate.
 *
 * @param folder the certificate's folder, relative to the site; empty when it is not led to
 * @param pages names of pages beside it
 * @param json the name of its JSON
 * @param evidence paths of evidence beside it
 * @param active files that browsers would run, for which it was not copied
 */
record CertificateLinks(String folder, List<String> pages, String json, List<String> evidence, List<String> active) {

    static final String COPIES = "certificates";
    private static final int DIGITS = 12;

    /** A browser that opens one of these from a site runs what a repository wrote, in the site's name. */
    private static final String ACTIVE = "(?i).*\\.(html?|xhtml?|xht|shtml|mhtml?|svgz?|xml|xsl|js|mjs|swf|pdf)";

    CertificateLinks {
        pages = List.copyOf(pages);
        evidence = List.copyOf(evidence);
        active = List.copyOf(active);
    }

    static CertificateLinks none() {
        return new CertificateLinks("", List.of(), "", List.of(), List.of());
    }

    /** Get the folder that copies lie in, in the folder of a site. */
    static Path copies(Path site) {
        return site.resolve(COPIES);
    }

    /** Copy a certificate or find where it lies, as the options say. */
    static CertificateLinks to(FoundCertificate found, String id, SiteOptions options, SiteFiles files)
            throws IOException {
        return switch (options.certificates()) {
            case NONE -> none();
            case LINK -> linked(found, files.root());
            case COPY -> copied(found, id, files);
        };
    }

    private static CertificateLinks linked(FoundCertificate found, Path site) {
        Path folder = found.json().resolveSibling(".").normalize();
        String relative = site.relativize(folder).toString();
        String json = String.valueOf(found.json().getFileName());
        Optional<Certificate> sound = found.sound();
        if (sound.isEmpty()) {
            return new CertificateLinks(prefixed(relative), List.of(), json, List.of(), List.of());
        }
        String stem = json.replaceAll("\\.json$", "");
        List<String> pages = List.of(stem + ".html", stem + Language.CHINESE.suffix() + ".html", stem + ".md").stream()
                .filter(page -> Files.isRegularFile(folder.resolve(page)))
                .filter(page -> !found.uncheckedPages().contains(page))
                .toList();
        return new CertificateLinks(prefixed(relative), pages, json, evidence(sound.get(), folder), List.of());
    }

    private static CertificateLinks copied(FoundCertificate found, String id, SiteFiles files) throws IOException {
        Optional<Certificate> sound = found.sound();
        Path from = found.json().resolveSibling(".").normalize();
        if (sound.isEmpty()) {
            if (from.startsWith(copies(files.root()))) {
                files.keep(
                        from); // Somebody changed it there: it is shown as that, and nobody wants to miss what is left.
            }
            return none();
        }
        Certificate certificate = sound.get();
        List<String> evidence = evidence(certificate, from);
        List<String> active =
                evidence.stream().filter(path -> path.matches(ACTIVE)).toList();
        if (!active.isEmpty()) {
            return new CertificateLinks("", List.of(), "", List.of(), active);
        }
        String to = COPIES + "/" + id + "/" + copyName(found);
        String json = String.valueOf(found.json().getFileName());
        files.copy(to + "/" + json, found.json());
        for (String path : evidence) {
            files.copy(to + "/" + path, from.resolve(path));
        }
        List<String> pages = new ArrayList<>();
        Map<String, byte[]> made = new LinkedHashMap<>(CertificateVerifier.pages(found.json(), certificate));
        made.keySet().removeIf(name -> name.endsWith(".md"));
        for (Map.Entry<String, byte[]> page : made.entrySet()) {
            files.put(to + "/" + page.getKey(), page.getValue());
            pages.add(page.getKey());
        }
        return new CertificateLinks(to, pages, json, evidence, List.of());
    }

    /** Get what the folder of a copy is called, by the certificate that it was made of. */
    static String copyName(FoundCertificate found) {
        String time = found.started().toString().replaceAll("\\.[0-9]+Z$", "Z").replaceAll("[:-]", "");
        return time + "-" + found.sha256().substring(0, DIGITS);
    }

    private static List<String> evidence(Certificate certificate, Path folder) {
        return certificate.evidence().stream()
                .map(Certificate.EvidenceFile::path)
                .filter(path -> Files.isRegularFile(folder.resolve(path)))
                .toList();
    }

    private static String prefixed(String relative) {
        return relative.isEmpty() ? "." : relative;
    }

    /** Get the address of a file beside the certificate, from the folder of the site. */
    String address(String file) {
        try {
            return new URI(null, null, "./" + folder + "/" + file, null)
                    .normalize()
                    .toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + file, e);
        }
    }

    /** Get the page in a language, else what a reader can do with best. */
    Optional<String> page(Language language) {
        return pages.stream()
                .filter(page -> page.endsWith(".html"))
                .filter(page -> page.endsWith(Language.CHINESE.suffix() + ".html") == (language == Language.CHINESE))
                .findFirst()
                .or(() -> pages.stream().findFirst())
                .map(this::address);
    }

    /** Get the page that is read where no browser shows HTML. */
    Optional<String> markdown() {
        return pages.stream().filter(page -> page.endsWith(".md")).findFirst().map(this::address);
    }

    Optional<String> jsonAddress() {
        return json.isEmpty() ? Optional.empty() : Optional.of(address(json));
    }
}
