// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.tipcjunit.certificate.page.PageText.fence;
import static org.tipcjunit.certificate.page.PageText.grouped;
import static org.tipcjunit.certificate.page.PageText.tail;
import static org.tipcjunit.certificate.page.PageText.text;
import static org.tipcjunit.certificate.page.PageText.texts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.certificate.Certificate.ClauseResult;
import org.tipcjunit.certificate.Certificate.ClauseStatus;
import org.tipcjunit.certificate.Certificate.EvidenceFile;
import org.tipcjunit.certificate.Certificate.EvidenceKind;
import org.tipcjunit.certificate.Certificate.FindingResult;
import org.tipcjunit.certificate.Certificate.StageResult;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.page.CurveDrawing;
import org.tipcjunit.certificate.page.EqualRows;
import org.tipcjunit.certificate.page.FigureText;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.MatrixGrid;
import org.tipcjunit.certificate.page.PageTemplate;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.PictureGallery;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certificate.page.TableView;
import org.tipcjunit.digest.Sha256;

/** A certificate as pages for people: for browsers in each language, and one in Markdown. */
final class CertificatePage {

    private static final PageTemplate HTML = PageTemplate.html(CertificatePage.class, "certificate.html.mustache");
    private static final PageTemplate MARKDOWN =
            PageTemplate.markdown(CertificatePage.class, "certificate.md.mustache");
    private static final int RENDERER_DIGITS = 16;

    /** Names this way of making pages: a change of the form, here, in a template or in the words, changes it. */
    static final String RENDERER = renderer("3");

    private final Certificate certificate;
    private final Map<String, Exhibit> exhibits;
    private final String stem;
    private final Sha256 json;
    private final PageWords words;
    private final Sentences sentences;

    private CertificatePage(
            Certificate certificate, Map<String, Exhibit> exhibits, String stem, Sha256 json, PageWords words) {
        this.certificate = certificate;
        this.exhibits = exhibits;
        this.stem = stem;
        this.json = json;
        this.words = words;
        this.sentences = Sentences.in(words.language());
    }

    /**
     * Get the pages of a certificate by the names of their files.
     *
     * @param certificate what to show
     * @param exhibits what to show of the files of evidence, by path
     * @param stem the name of the JSON file beside them, without its extension
     * @param json the digest of that file
     * @param names those of the pages that are wanted
     */
    static Map<String, byte[]> pages(
            Certificate certificate, Map<String, Exhibit> exhibits, String stem, Sha256 json, List<String> names) {
        // Gathered once for each language: it takes longer than rendering.
        Map<Language, Map<String, Object>> views = new EnumMap<>(Language.class);
        Map<String, byte[]> pages = new LinkedHashMap<>();
        for (String name : names) {
            Language language = name.equals(html(stem, Language.CHINESE)) ? Language.CHINESE : Language.ENGLISH;
            Map<String, Object> view = views.computeIfAbsent(
                    language,
                    spoken -> new CertificatePage(certificate, exhibits, stem, json, PageWords.in(spoken)).view());
            pages.put(name, (name.endsWith(".md") ? MARKDOWN : HTML).render(view));
        }
        return pages;
    }

    /** Get the names of the files of all pages. */
    static List<String> names(String stem) {
        return List.of(stem + ".md", html(stem, Language.ENGLISH), html(stem, Language.CHINESE));
    }

    private static String html(String stem, Language language) {
        return stem + language.suffix() + ".html";
    }

    private static String renderer(String form) {
        String all = HTML.source()
                + MARKDOWN.source()
                + PageWords.in(Language.ENGLISH).inOrder()
                + PageWords.in(Language.CHINESE).inOrder()
                + Sentences.inOrder();
        return form + "-" + Sha256.of(all).hex().substring(0, RENDERER_DIGITS);
    }

    private Map<String, Object> view() {
        boolean certified = certificate.isCertified();
        CertificateFacts facts = new CertificateFacts(certificate, words);
        List<EvidenceFile> listed = listed();
        Language other = words.language() == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH;
        return map(
                "w", words.words(),
                "lang", words.language().tag(),
                "otherLang", other.tag(),
                "otherPage", html(stem, other),
                "glance", facts.inShort(),
                "model", text(certificate.model()),
                "mode", text(certificate.mode()),
                "certified", certified,
                "verdict", words.get(certified ? "certified" : "notCertified"),
                "mark", certified ? "✔" : "✘",
                "verdictClass", certified ? "pass" : "fail",
                "explanation", facts.explanation(),
                "reasons", facts.reasons(),
                "overrides", facts.overrides(),
                "hasOverrides", !certificate.run().overrides().isEmpty(),
                "dirtyTitle", CodeState.of(certificate.repository()).title(words),
                "dirty", certificate.repository().workingTree() == WorkingTree.DIRTY,
                "differences",
                        texts(certificate.repository().differences().stream()
                                .map(sentences::expected)
                                .toList()),
                "beside", facts.beside(),
                "hasBeside", !certificate.repository().beside().isEmpty(),
                "untraceable",
                        certificate.repository().commit().equals(Certificate.UNKNOWN)
                                || certificate.repository().workingTree() == WorkingTree.UNKNOWN,
                "facts", facts.all(),
                "declared", facts.declared(),
                "hasDeclared", !certificate.chain().declared().isEmpty(),
                "deviations", facts.deviations(),
                "hasDeviations", !certificate.chain().deviations().isEmpty(),
                "notRun", facts.notRun(),
                "hasNotRun", !certificate.chain().notRun().isEmpty(),
                "cells", facts.matrix(),
                "hasCells", !certificate.chain().cells().isEmpty(),
                "clauses", certificate.clauses().stream().map(this::clause).toList(),
                "stages", certificate.stages().stream().map(this::stage).toList(),
                "evidence", listed.stream().map(this::file).toList(),
                "hasMoreEvidence", listed.size() < certificate.evidence().size(),
                "moreEvidence",
                        words.get(
                                "moreEvidence", grouped(certificate.evidence().size() - listed.size()), stem + ".json"),
                "flags", String.join(" ", certificate.environment().cpuFlags()),
                "packages", String.join("\n", texts(certificate.environment().packages())),
                "madeFrom", words.get("madeFrom", stem + ".json", String.valueOf(certificate.schemaVersion())),
                "madeAs", words.get("madeAs", RENDERER),
                "jsonSha256", json.hex());
    }

    /** Get the files of evidence without the pictures of which the page shows nothing. */
    private List<EvidenceFile> listed() {
        Set<String> folded = certificate.evidence().stream()
                .flatMap(file -> gallery(file).stream())
                .flatMap(gallery -> gallery.folded().stream())
                .collect(Collectors.toSet());
        return certificate.evidence().stream()
                .filter(file -> file.kind() != EvidenceKind.IMAGE || !folded.contains(file.path()))
                .toList();
    }

    private Map<String, Object> clause(ClauseResult clause) {
        return map(
                "id", clause.clause(),
                "anchor", CertificateFacts.anchor(clause.clause()),
                "clauseTitle", text(words.getOr("clause." + clause.clause(), clause.title())),
                "required", words.get(clause.required() ? "required" : "notRequired"),
                "status", word(clause.status()),
                "statusMark", mark(clause.status()),
                "statusClass", style(clause.status()),
                "reason", text(sentences.summary(clause.reason())),
                "notJudged", clause.findings().isEmpty(),
                "findings", clause.findings().stream().map(this::finding).toList());
    }

    private Map<String, Object> finding(FindingResult finding) {
        List<Object> drawings = new ArrayList<>();
        Set<String> drawn = new HashSet<>();
        finding.evidence().forEach(file -> curve(file).ifPresent(curve -> {
            CurveDrawing.Drawn drawing = curve.draw(words);
            drawn.add(file.title());
            drawings.add(with(
                    file(file), "svg", drawing.svg(), "legend", text(drawing.legend()), "plot", plot(finding, file)));
        }));
        List<Object> galleries = new ArrayList<>();
        Set<String> inGalleries = new HashSet<>();
        finding.evidence().forEach(file -> gallery(file).ifPresent(gallery -> {
            inGalleries.add(file.path());
            inGalleries.addAll(gallery.files());
            Map<String, Object> view = file(file);
            view.putAll(gallery.view(path -> shown(path).picture(), words));
            galleries.add(view);
        }));
        List<EvidenceFile> shown = pictures(finding, drawn, inGalleries);
        List<EvidenceFile> folded = new ArrayList<>(finding.evidence());
        folded.removeAll(shown);
        folded.removeIf(file -> inGalleries.contains(file.path()));
        return map(
                "requirement", text(finding.requirement()),
                "findingStatus", word(finding.status()),
                "findingMark", mark(finding.status()),
                "findingClass", style(finding.status()),
                "passed", finding.status() == ClauseStatus.PASS,
                "summary", text(sentences.summary(finding.summary())),
                "expected", text(sentences.expected(finding.expected())),
                "observed", text(sentences.observed(finding.observed())),
                "remedy", text(sentences.remedy(finding.remedy())),
                "hasRemedy", !finding.remedy().isBlank(),
                "stageName", text(finding.stage()),
                "hasStage", !finding.stage().isEmpty(),
                "figures", figures(finding),
                "hasFigures", !finding.figures().isEmpty(),
                "drawings", drawings,
                "grids", grids(finding),
                "galleries", galleries,
                "pictures", shown.stream().map(file -> exhibit(file, true)).toList(),
                "exhibits",
                        folded.stream()
                                .map(file -> exhibit(file, !drawn.contains(file.title())))
                                .toList());
    }

    /** Get the first picture that is no curve; the others are folded away. */
    private static List<EvidenceFile> pictures(FindingResult finding, Set<String> drawn, Set<String> inGalleries) {
        return Stream.of(EvidenceKind.PLOT, EvidenceKind.IMAGE)
                .flatMap(kind -> finding.evidence().stream().filter(file -> file.kind() == kind))
                .filter(file -> !drawn.contains(file.title()) && !inGalleries.contains(file.path()))
                .limit(inGalleries.isEmpty() ? 1 : 0)
                .toList();
    }

    private Optional<CurveDrawing> curve(EvidenceFile file) {
        Exhibit exhibit = shown(file.path());
        return file.kind() == EvidenceKind.CURVE
                ? CurveDrawing.of(title(file), exhibit.header(), exhibit.rows())
                : Optional.empty();
    }

    /** Get where the picture of a curve lies, for pages that draw none. */
    private static String plot(FindingResult finding, EvidenceFile curve) {
        return finding.evidence().stream()
                .filter(file -> file.kind() == EvidenceKind.PLOT && file.title().equals(curve.title()))
                .map(EvidenceFile::path)
                .findFirst()
                .orElse("");
    }

    private Optional<PictureGallery> gallery(EvidenceFile file) {
        return file.kind() == EvidenceKind.TABLE ? shown(file.path()).gallery() : Optional.empty();
    }

    private Exhibit shown(String path) {
        return exhibits.getOrDefault(path, Exhibit.NOTHING);
    }

    private List<Object> grids(FindingResult finding) {
        Set<String> cells = certificate.chain().cells().stream()
                .map(CertifiedChain.CellResult::cell)
                .collect(Collectors.toSet());
        return finding.evidence().stream()
                .filter(file -> file.kind() == EvidenceKind.TABLE)
                .flatMap(file -> MatrixGrid.of(shown(file.path()).rows(), cells).stream())
                .<Object>map(grid -> grid.view(words))
                .toList();
    }

    private List<Object> figures(FindingResult finding) {
        List<List<String>> rows = finding.figures().stream()
                .map(figure -> FigureText.of(sentences.label(figure.name()), figure.value(), figure.unit()))
                .toList();
        return EqualRows.inOne(rows, words).stream()
                .<Object>map(row -> map(
                        "figure", text(row.get(0)),
                        "figureValue", text(row.get(1)),
                        "unit", text(sentences.label(row.get(2)))))
                .toList();
    }

    /** Get what to show of a file; of a curve, and of its picture where it is drawn, no more than its name. */
    private Map<String, Object> exhibit(EvidenceFile file, boolean whole) {
        Exhibit exhibit = whole && file.kind() != EvidenceKind.CURVE ? shown(file.path()) : Exhibit.NOTHING;
        String shown = tail(exhibit.text());
        Map<String, Object> view = with(
                file(file),
                "hasText",
                !shown.isEmpty(),
                "text",
                shown,
                "fence",
                fence(shown),
                "hasPicture",
                !exhibit.picture().isEmpty(),
                "picture",
                exhibit.picture());
        List<String> header = exhibit.header().stream().map(sentences::label).toList();
        view.putAll(new TableView(header, sentences.rows(exhibit.header(), exhibit.rows())).view(words));
        return view;
    }

    private static Map<String, Object> with(Map<String, Object> view, Object... more) {
        Map<String, Object> all = new LinkedHashMap<>(view);
        all.putAll(map(more));
        return all;
    }

    private String title(EvidenceFile file) {
        return text(sentences.label(file.title()));
    }

    private Map<String, Object> file(EvidenceFile file) {
        return map(
                "title", title(file),
                "kind", sentences.label(file.kind().name().toLowerCase(Locale.ROOT)),
                "path", text(file.path()),
                "isBeside", !file.isStatedOnly() && !Path.of(file.path()).isAbsolute(),
                "sha256", file.sha256(),
                "bytes", grouped(file.bytes()));
    }

    private Map<String, Object> stage(StageResult stage) {
        EvidenceFile log = stage.log().isEmpty() ? null : stage.log().get(0);
        String lastLines = log == null ? "" : tail(shown(log.path()).text());
        Map<String, Object> view = map(
                "stage", text(stage.name()),
                "command", text(stage.command()),
                "commandFence", fence(text(stage.command())),
                "workingDirectory", text(stage.workingDirectory()),
                "ended", text(sentences.label(stage.ended())),
                "endedClass", stage.succeeded() ? "pass" : "fail",
                "failed", !stage.succeeded(),
                "took", words.get("after", words.duration(stage.duration())),
                "started", text(sentences.label(stage.started())),
                "hasStarted", !stage.started().equals(Certificate.UNKNOWN),
                "beside", text(beside(stage)),
                "hasBeside", !stage.beside().isEmpty(),
                "leftovers", texts(stage.leftovers()),
                "hasLeftovers", !stage.leftovers().isEmpty(),
                "hasLog", log != null,
                "lastLines", lastLines,
                "hasLastLines", !lastLines.isEmpty(),
                "logFence", fence(lastLines));
        if (log != null) {
            view.putAll(file(log));
        }
        return view;
    }

    private String beside(StageResult stage) {
        return stage.beside().stream()
                .map(name -> name.equals(StageRun.OF_ANOTHER) ? words.get("ofAnother") : name)
                .collect(Collectors.joining(", "));
    }

    private String word(ClauseStatus status) {
        return words.get(status.name().toLowerCase(Locale.ROOT));
    }

    private static String mark(ClauseStatus status) {
        return switch (status) {
            case PASS -> "✔";
            case FAIL -> "✘";
            case NOT_RUN -> "○";
        };
    }

    private static String style(ClauseStatus status) {
        return switch (status) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case NOT_RUN -> "open";
        };
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
