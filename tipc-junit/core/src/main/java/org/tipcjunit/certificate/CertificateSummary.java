// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;

/**
 * What a certificate says first, for a terminal: verdict, facts, a line for each clause.
 *
 * @param certified whether it certifies its model
 * @param verdict the verdict in words, with the model
 * @param reasons why not; empty when certified
 * @param facts name and value of what a reader with little time wants to know
 * @param clauses the clauses in the guide's order
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CertificateSummary(
        boolean certified, String verdict, List<String> reasons, List<Line> facts, List<Clause> clauses) {

    /**
     * A fact.
     *
     * @param name what it is
     * @param value what it says
     */
    public record Line(String name, String value) {}

    /**
     * A clause.
     *
     * @param id its number
     * @param status what was concluded
     * @param word the conclusion in words
     * @param reason the sentence for it
     */
    public record Clause(String id, ClauseStatus status, String word, String reason) {}

    public CertificateSummary {
        reasons = List.copyOf(reasons);
        facts = List.copyOf(facts);
        clauses = List.copyOf(clauses);
    }

    /** Get the summary of a certificate in a language. */
    public static CertificateSummary of(Certificate certificate, Language language) {
        PageWords words = PageWords.in(language);
        Sentences sentences = Sentences.in(language);
        List<Line> facts = new ArrayList<>();
        for (Map<String, Object> fact : new CertificateFacts(certificate, words).inShort()) {
            facts.add(new Line(String.valueOf(fact.get("name")), String.valueOf(fact.get("value"))));
        }
        Map<String, String> overrides = certificate.run().overrides();
        if (!overrides.isEmpty()) {
            String all = overrides.entrySet().stream()
                    .map(override -> PageText.line(override.getKey() + "=" + sentences.changes(override.getValue())))
                    .collect(Collectors.joining("; "));
            facts.add(new Line(words.get("overrides"), all));
        }
        return new CertificateSummary(
                certificate.isCertified(),
                PageText.text(certificate.model()) + ": "
                        + words.get(certificate.isCertified() ? "certified" : "notCertified"),
                PageText.texts(sentences.reasons(certificate.reasons(), words)),
                facts,
                certificate.clauses().stream()
                        .map(clause -> clause(clause, words, sentences))
                        .toList());
    }

    /** Get what to tell of a certificate beside its verdict: of its code, and what it warns of. */
    public static List<String> warnings(Certificate certificate, PageWords words) {
        return Stream.concat(
                        CodeState.warning(certificate, words).stream(),
                        new CertificateFacts(certificate, words)
                                .warnings().stream()
                                        .map(warning -> words.get("announce.warning", certificate.model(), warning)))
                .toList();
    }

    /** Get the same of a certificate that is not as it was written: nothing of it may be relied on. */
    public CertificateSummary unsound(Language language) {
        PageWords words = PageWords.in(language);
        return new CertificateSummary(
                false,
                verdict,
                reasons,
                facts.stream()
                        .map(fact -> fact.name().equals(words.get("says"))
                                ? new Line(fact.name(), words.get("says.unsound"))
                                : fact)
                        .toList(),
                clauses);
    }

    private static Clause clause(ClauseResult clause, PageWords words, Sentences sentences) {
        return new Clause(
                clause.clause(),
                clause.status(),
                words.get(clause.status().name().toLowerCase(Locale.ROOT)),
                PageText.text(sentences.summary(clause.reason())));
    }
}
