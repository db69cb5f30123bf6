// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tipcjunit.digest.Sha256;

/** The Chinese pages of real certificates hold no English sentence but what they quote. */
class ChinesePageTests {

    private static final Path REPORTS = Path.of("..", "..", "reports");

    /** What is quoted: names and values of others, lines of logs and of what scripts print, and flags of processors. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?s)<(style|script|pre)\\b.*?</\\1>|<h[23][^>]*>[^<]*flags[^<]*</h[23]>.*?</p>|<code.*?</code>|<bdi.*?</bdi>");

    private static final Pattern ENGLISH =
            Pattern.compile("(?<![\\w./=@:{-])[A-Za-z][a-z']+(?: [a-z][a-z']*)+(?![\\w./=}])");

    /** Values that a user or a repository states, and what scripts print; processors. This list may only become shorter. */
    private static final Pattern STATED = Pattern.compile(
            "fpu|aes|sse|hypervisor|erms|movbe|embedding of length|exempt from|image classification|judged by|of model"
                    + "|an image is answered|an image at the|latency of an image|in log|ms in|Paddle|image float");

    static List<Path> certificates() {
        return CertificateStore.certificatesBelow(REPORTS);
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void holds_no_english_sentence_that_is_not_quoted(Path json) throws IOException {
        Certificate certificate = new CertificateJson().read(json);
        Map<String, byte[]> pages = CertificatePage.pages(
                certificate,
                Exhibit.of(json.resolveSibling("."), certificate.evidence()),
                "certificate",
                Sha256.of(json),
                List.of("certificate_cn.html"));

        String page = QUOTED.matcher(new String(pages.get("certificate_cn.html"), StandardCharsets.UTF_8))
                .replaceAll("");
        Set<String> english = new TreeSet<>();
        for (String text : page.split("<[^>]*>|\n", -1)) {
            ENGLISH.matcher(text)
                    .results()
                    .filter(words -> !STATED.matcher(text).find())
                    .forEach(words -> english.add(words.group() + " | " + text.strip()));
        }

        assertThat(english).isEmpty();
    }
}
