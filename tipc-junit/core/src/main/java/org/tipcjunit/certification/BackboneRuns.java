// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.BackboneTable;
import org.tipcjunit.certificate.BackboneTable.Row;
import org.tipcjunit.certificate.BackboneTable.State;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.Backbone;
import org.tipcjunit.requirement.BackboneModel;

/**
 * The certifications of one model with several backbones. Certificates are written when the last one has ended, because whether a
 * model is that of its backbone shows only beside the others.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class BackboneRuns {

    private final String title;
    private final BackboneModels models;
    private final Path folder;
    private final Optional<Path> publishTo;
    private final Map<String, CertificationRun> runs = new ConcurrentHashMap<>();

    /**
     * Start without certifications; an older table is retired.
     *
     * @param title what the table is called
     * @param models the backbones and what is known of their models
     * @param results the folder of all results
     * @param settings the user's settings
     */
    public BackboneRuns(String title, BackboneModels models, Path results, Settings settings) {
        this.title = title;
        this.models = models;
        this.folder = ResultsFolder.ofModel(results, title);
        this.publishTo = settings.get(Term.PUBLISH).map(published -> ResultsFolder.ofModel(Path.of(published), title));
        BackboneTable.retire(folder);
    }

    public BackboneModels models() {
        return models;
    }

    /** Keep the certification of one backbone, all of whose demands were judged, to be finished with those of the others. */
    public void settle(CertificationRun run) {
        // Before certificates are published, which may be into the repository.
        run.repository();
        runs.put(run.request().backbone().orElseThrow().name(), run);
    }

    /**
     * Finish all certifications and write the table.
     *
     * @param finish finishes one of them
     * @param written takes the table
     * @throws RuntimeException the first failure to finish one; the others are finished all the same
     */
    public void finish(Consumer<CertificationRun> finish, Consumer<BackboneTable> written) {
        refuseEqualModels();
        List<Row> rows = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Backbone backbone : models.backbones()) {
            Optional<CertificationRun> run = Optional.ofNullable(runs.get(backbone.name()));
            try {
                run.ifPresent(finish);
            } catch (RuntimeException | AssertionError e) {
                failures.add(e); // The others are finished all the same.
            }
            rows.add(row(backbone, run));
        }
        BackboneTable table = new BackboneTable(
                title,
                metric(),
                rows,
                models.backbones().stream()
                        .flatMap(backbone -> Optional.ofNullable(runs.get(backbone.name())).stream())
                        .flatMap(run -> run.published().stream())
                        .map(PublishedCertificate::certificate)
                        .findFirst());
        Path page = table.write(folder);
        publishTo.ifPresent(table::write);
        runs.values().stream().findFirst().ifPresent(run -> run.tell(title + ": table of backbones " + page));
        written.accept(table);
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            if (first instanceof AssertionError error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
    }

    /** A backbone that came first could not know what came later. */
    private void refuseEqualModels() {
        for (BackboneModel model : models.models()) {
            for (BackboneModel other : models.models()) {
                boolean light =
                        !model.backbone().equals(models.backbones().get(0).name());
                if (light && !model.backbone().equals(other.backbone())) {
                    model.sentenceOnSameness(other).ifPresent(same -> Optional.ofNullable(runs.get(model.backbone()))
                            .ifPresent(run -> run.markFailed(same, null)));
                }
            }
        }
    }

    private Row row(Backbone backbone, Optional<CertificationRun> run) {
        Optional<PublishedCertificate> published = run.flatMap(CertificationRun::published);
        List<Finding> findings = run.map(CertificationRun::findings).orElse(List.of());
        State state = published.isEmpty()
                ? State.NOT_RUN
                : published.get().certificate().isCertified()
                        ? State.CERTIFIED
                        : findings.stream().anyMatch(BackboneRuns::isComingSoon)
                                ? State.COMING_SOON
                                : State.NOT_CERTIFIED;
        return new Row(
                backbone.name(),
                backbone.equals(models.backbones().get(0)),
                state == State.COMING_SOON
                        ? state.words()
                        : figure(findings, Figure.Key.METRIC, "").orElse("-"),
                figure(findings, Figure.Key.HYPER_PARAMETERS, "").orElse("-"),
                figure(findings, Figure.Key.PARAMETERS, " ").orElse("-"),
                figure(findings, Figure.Key.MULTIPLY_ADDS, " ").orElse("-"),
                figure(findings, Figure.Key.LATENCY, " ").orElse("-"),
                figure(findings, Figure.Key.LATENCY_OF_ONE_DNN, " ").orElse("-"),
                state,
                published.stream()
                        .flatMap(page -> page.certificate().reasons().stream())
                        .flatMap(String::lines)
                        .findFirst()
                        .orElse(""),
                published
                        .map(page -> folder.toAbsolutePath()
                                .normalize()
                                .relativize(page.html().toAbsolutePath().normalize())
                                .toString()
                                .replaceFirst("\\.html$", ""))
                        .orElse(""));
    }

    private static boolean isComingSoon(Finding finding) {
        return finding.clause().equals(Clause.BACKBONE_RESULTS) && finding.verdict() == Verdict.NOT_RUN;
    }

    /** Get the value of a figure; those of foreign requirements are not the guide's. */
    private static Optional<String> figure(List<Finding> findings, Figure.Key key, String beforeUnit) {
        return findings.stream()
                .filter(finding -> finding.clause().isOfGuide())
                .flatMap(finding -> finding.figure(key).stream())
                .findFirst()
                .map(figure -> figure.value().text() + (figure.unit().isEmpty() ? "" : beforeUnit + figure.unit()));
    }

    private String metric() {
        return runs.values().stream()
                .flatMap(run -> run.findings().stream())
                .filter(finding -> finding.clause().isOfGuide())
                .flatMap(finding -> finding.figure(Figure.Key.METRIC).stream())
                .map(Figure::name)
                .findFirst()
                .orElse("metric");
    }
}
