// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.certificate.CertificateVerifier.Difference;
import org.tipcjunit.certificate.page.FirstDifference;
import org.tipcjunit.digest.Sha256;

/**
 * What the pages beside a certificate show, compared with what it renders to.
 *
 * @param differences pages that show something else, and so speak against the certificate
 * @param unchecked pages that another version made, which this one renders otherwise: whether somebody changed them cannot be said
 * @param absent the names of pages that are not there
 * @param strangers other pages in the folder, which nobody stated
 */
record PageCheck(
        List<Difference> differences, List<Difference> unchecked, List<String> absent, List<String> strangers) {

    private static final Pattern AT_THE_END =
            Pattern.compile("\\b[0-9]+-[0-9a-f]{16}(?=[.。](</footer>\\s*</body>\\s*</html>)?\\s*$)");
    private static final String A_PAGE = "(?i).*\\.(html?|xhtml|md|pdf|svg)";

    PageCheck {
        differences = List.copyOf(differences);
        unchecked = List.copyOf(unchecked);
        absent = List.copyOf(absent);
        strangers = List.copyOf(strangers);
    }

    /**
     * Compare the pages beside a certificate.
     *
     * @param evidenceIsAsStated whether they can be rendered; the digest that they name is compared in any case
     */
    static PageCheck of(Path json, Certificate certificate, boolean evidenceIsAsStated) throws IOException {
        Sha256 digest = Sha256.of(json);
        String stem = String.valueOf(json.getFileName()).replaceAll("\\.json$", "");
        List<String> names = CertificatePage.names(stem);
        List<String> there = names.stream()
                .filter(page -> Files.isRegularFile(json.resolveSibling(page)))
                .toList();
        Map<String, byte[]> rendered = evidenceIsAsStated && !there.isEmpty()
                ? CertificatePage.pages(
                        certificate, Exhibit.of(json.resolveSibling("."), certificate.evidence()), stem, digest, there)
                : Map.of();
        List<Difference> differences = new ArrayList<>();
        List<Difference> unchecked = new ArrayList<>();
        for (String page : there) {
            Path file = json.resolveSibling(page);
            if (Files.size(file) > CertificateJson.LARGEST) {
                differences.add(new Difference(
                        page, "a page of at most " + CertificateJson.LARGEST + " bytes", Files.size(file) + " bytes"));
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            byte[] expected = rendered.get(page);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (expected != null && isSame(expected, text)) {
                continue;
            }
            boolean ours =
                    certificate.renderer().equals(CertificatePage.RENDERER) || text.contains(CertificatePage.RENDERER);
            if (!text.contains(digest.hex())) {
                differences.add(new Difference(
                        page, "a page made from JSON with SHA-256 " + digest.hex(), "it names another digest"));
            } else if (expected != null) {
                (ours ? differences : unchecked).add(difference(page, FirstDifference.of(expected, text)));
            }
        }
        List<String> absent =
                names.stream().filter(page -> !there.contains(page)).toList();
        return new PageCheck(differences, unchecked, absent, strangers(json, names));
    }

    /** A version that makes an equal page names itself at its end, and differs in nothing else. */
    private static boolean isSame(byte[] expected, String found) {
        String named = AT_THE_END.matcher(found).replaceFirst(CertificatePage.RENDERER);
        return Arrays.equals(expected, named.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> strangers(Path json, List<String> names) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> beside = Files.list(json.resolveSibling("."))) {
            beside.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches(A_PAGE) && !names.contains(name))
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private static Difference difference(String name, FirstDifference found) {
        return new Difference(
                name,
                "what its JSON and evidence render to, in line " + found.line() + ": " + found.expected(),
                found.observed());
    }
}
