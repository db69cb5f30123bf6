// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.CodeState;
import org.tipcjunit.certificate.page.PageText;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;

/**
 * A model as pages show it.
 *
 * @param history its certificates
 * @param links where the site leads to from each of them
 */
record SiteModel(ModelHistory history, Map<FoundCertificate, CertificateLinks> links) {

    private static final int SHORT_COMMIT = 12;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    SiteModel {
        links = Map.copyOf(links);
    }

    String id() {
        return history.id();
    }

    String name() {
        return PageText.text(history.key().model());
    }

    /** Get what tells it from others of its name and mode; blank where there are none. */
    String apart() {
        return PageText.text(history.apart());
    }

    /** Get its name with what tells it from others. */
    String wholeName() {
        return apart().isEmpty() ? name() : name() + " (" + apart() + ")";
    }

    String mode() {
        return PageText.text(history.key().mode());
    }

    Standing standing() {
        return history.standing();
    }

    /** Get the newest certificate, if it is sound. */
    Optional<Certificate> sound() {
        return history.current().flatMap(FoundCertificate::sound);
    }

    /** Get the suite that the newest certificate names. */
    String suite() {
        return sound().map(certificate -> PageText.text(certificate.chain().suite()))
                .orElse("");
    }

    CertificateLinks links(FoundCertificate found) {
        return links.getOrDefault(found, CertificateLinks.none());
    }

    CertificateLinks currentLinks() {
        return history.current().map(this::links).orElseGet(CertificateLinks::none);
    }

    String page(PageWords words) {
        return "models/" + id() + words.language().suffix() + ".html";
    }

    /** Get why the model is not certified, in one line each. */
    List<String> reasons() {
        return history.current().map(FoundCertificate::shortReasons).orElse(List.of());
    }

    /** Get the same in a language. */
    List<String> reasons(PageWords words) {
        return said(reasons(), words);
    }

    /** Say reasons in a language; what a file differs in stays as it is. */
    static List<String> said(List<String> reasons, PageWords words) {
        return Sentences.in(words.language()).reasons(reasons, words);
    }

    /** Get what a reader should know before relying on the newest certificate. */
    List<String> notes(PageWords words) {
        return sound().map(certificate -> notes(certificate, words)).orElse(List.of());
    }

    static List<String> notes(Certificate certificate, PageWords words) {
        List<String> notes = new ArrayList<>();
        CodeState state = CodeState.of(certificate.repository());
        if (state.isChanged()) {
            notes.add(words.get("site.changedTree"));
        }
        if (state.isForeign()) {
            notes.add(words.get("site.foreignCode"));
        }
        if (certificate.repository().commit().equals(Certificate.UNKNOWN)) {
            notes.add(words.get("site.untraceable"));
        }
        if (!certificate.run().overrides().isEmpty()) {
            notes.add(words.get("site.overridden"));
        }
        return notes;
    }

    String day() {
        return history.current()
                .filter(found -> found.certificate().isPresent())
                .map(found -> day(found.started()))
                .orElse("");
    }

    String commit() {
        return sound().map(SiteModel::commit).orElse("");
    }

    Optional<ClauseStatus> status(String clause) {
        return sound().flatMap(certificate -> certificate.clauses().stream()
                .filter(result -> result.clause().equals(clause))
                .map(ClauseResult::status)
                .findFirst());
    }

    /** Get the clauses that the newest certificate did not pass, but those that nobody asked for. */
    List<String> failing() {
        return sound().map(certificate -> certificate.clauses().stream()
                        .filter(SiteModel::isOpen)
                        .map(ClauseResult::clause)
                        .toList())
                .orElse(List.of());
    }

    private static boolean isOpen(ClauseResult clause) {
        return clause.status() == ClauseStatus.FAIL || (clause.required() && clause.status() != ClauseStatus.PASS);
    }

    /** Get how many of the required clauses passed, such as {@code 5/6}. */
    String passed() {
        return sound().map(certificate -> {
                    List<ClauseResult> required = certificate.clauses().stream()
                            .filter(ClauseResult::required)
                            .toList();
                    long passed = required.stream()
                            .filter(clause -> clause.status() == ClauseStatus.PASS)
                            .count();
                    return passed + "/" + required.size();
                })
                .orElse("");
    }

    Badge badge(PageWords words) {
        String verdict = words.get(standing().key());
        String day = day().isEmpty() ? Certificate.UNKNOWN : day();
        String commit = commit().isEmpty() ? Certificate.UNKNOWN : commit();
        return new Badge(standing(), verdict, words.get("site.badgeTitle", wholeName(), mode(), verdict, day, commit));
    }

    static String commit(Certificate certificate) {
        String commit = PageText.text(certificate.repository().commit());
        return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }

    static String day(Instant instant) {
        return DAY.format(instant);
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }
}
