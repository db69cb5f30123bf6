// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.TestResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.tipcjunit.certificate.BackboneTable;
import org.tipcjunit.certificate.BackboneTable.Row;
import org.tipcjunit.certificate.BackboneTable.State;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.requirement.Backbone;
import org.tipcjunit.requirement.BackboneModel;
import org.tipcjunit.requirement.BackboneResult;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.requirement.Figure;
import org.tipcjunit.requirement.Finding;
import org.tipcjunit.requirement.ParameterSize;
import org.tipcjunit.requirement.Verdict;

/**
 * What the invocations of a class with several backbones share. Certificates are written when the last one has ended, because
 * whether a model is that of its backbone shows only beside the others.
 */
final class BackboneRuns implements AutoCloseable {

    private final Class<?> owner;
    private final List<Backbone> backbones;
    private final Path folder;
    private final Optional<Path> publishTo;
    private final Consumer<Map<String, String>> report;
    private final Map<String, BackboneModel> models = new ConcurrentHashMap<>();
    private final Map<String, CertificationSession> sessions = new ConcurrentHashMap<>();

    /**
     * Start the run of a class.
     *
     * @param backbones the original first
     * @param report takes what came out, for whoever listens to the test run
     */
    BackboneRuns(Class<?> owner, List<Backbone> backbones, Settings settings, Consumer<Map<String, String>> report) {
        this.owner = owner;
        this.backbones = List.copyOf(backbones);
        this.report = report;
        this.folder = ResultsFolder.ofModel(
                settings.get(Term.OUTPUT).map(Path::of).orElseGet(() -> OutputDirectory.of(owner)),
                owner.getSimpleName());
        this.publishTo = settings.get(Term.PUBLISH)
                .map(published -> ResultsFolder.ofModel(Path.of(published), owner.getSimpleName()));
        BackboneTable.retire(folder);
    }

    /** Get the backbones, the original first. */
    List<Backbone> backbones() {
        return backbones;
    }

    /** Add the model of one backbone and get those of the others that were added before. */
    List<BackboneModel> othersThan(BackboneModel model) {
        models.put(model.backbone(), model);
        return backbones.stream()
                .map(Backbone::name)
                .filter(name -> !name.equals(model.backbone()))
                .flatMap(name -> Optional.ofNullable(models.get(name)).stream())
                .toList();
    }

    /** Keep the certification of one backbone, all of whose tests have ended, to be finished with those of the others. */
    void settle(CertificationSession session) {
        // Before certificates are published, which may be into the repository.
        session.repository();
        sessions.put(session.backbone().orElseThrow().name(), session);
    }

    @Override
    public void close() {
        refuseEqualModels();
        List<Row> rows = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Backbone backbone : backbones) {
            Optional<CertificationSession> session = Optional.ofNullable(sessions.get(backbone.name()));
            try {
                session.ifPresent(one -> one.finish(report));
            } catch (RuntimeException | AssertionError e) {
                failures.add(e); // The others are finished all the same.
            }
            rows.add(row(backbone, session));
        }
        BackboneTable table = new BackboneTable(owner.getSimpleName(), metric(), rows);
        Path page = table.write(folder);
        publishTo.ifPresent(table::write);
        if (sessions.values().stream().anyMatch(CertificationSession::allureListens)) {
            attach(table);
        }
        sessions.values().stream()
                .findFirst()
                .ifPresent(session -> session.tell(owner.getSimpleName() + ": table of backbones " + page));
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
        for (BackboneModel model : models.values()) {
            for (BackboneModel other : models.values()) {
                boolean light = !model.backbone().equals(backbones.get(0).name());
                if (light && !model.backbone().equals(other.backbone())) {
                    model.sentenceOnSameness(other)
                            .ifPresent(same -> Optional.ofNullable(sessions.get(model.backbone()))
                                    .ifPresent(session -> session.markFailed(same, null)));
                }
            }
        }
    }

    private Row row(Backbone backbone, Optional<CertificationSession> session) {
        Optional<PublishedCertificate> published = session.flatMap(CertificationSession::published);
        List<Finding> findings = session.map(CertificationSession::findings).orElse(List.of());
        State state = published.isEmpty()
                ? State.NOT_RUN
                : published.get().certificate().isCertified()
                        ? State.CERTIFIED
                        : findings.stream().anyMatch(BackboneRuns::isComingSoon)
                                ? State.COMING_SOON
                                : State.NOT_CERTIFIED;
        return new Row(
                backbone.name(),
                backbone.equals(backbones.get(0)),
                state == State.COMING_SOON
                        ? state.words()
                        : figure(findings, Clause.METRIC, "", "").orElse("-"),
                figure(findings, Clause.BACKBONE_RESULTS, BackboneResult.HYPER_PARAMETERS, "")
                        .orElse("-"),
                figure(findings, Clause.MODEL_SIZE, ParameterSize.PARAMETERS, " ")
                        .orElse("-"),
                figure(findings, Clause.MODEL_SIZE, ParameterSize.MULTIPLY_ADDS, " ")
                        .orElse("-"),
                figure(findings, Clause.MODEL_SIZE, ParameterSize.LATENCY, " ").orElse("-"),
                figure(findings, Clause.MODEL_SIZE, ParameterSize.LATENCY_OF_ONE_DNN, " ")
                        .orElse("-"),
                state,
                published
                        .map(page -> folder.toAbsolutePath()
                                .normalize()
                                .relativize(page.html().toAbsolutePath().normalize())
                                .toString()
                                .replaceFirst("\\.html$", ""))
                        .orElse(""));
    }

    private static boolean isComingSoon(Finding finding) {
        return finding.clause() == Clause.BACKBONE_RESULTS && finding.verdict() == Verdict.NOT_RUN;
    }

    /** Get the value of a clause's figure, or of its first one where no name is given. */
    private static Optional<String> figure(List<Finding> findings, Clause clause, String name, String beforeUnit) {
        return findings.stream()
                .filter(finding -> finding.clause() == clause)
                .flatMap(finding -> finding.figures().stream())
                .filter(figure -> name.isEmpty() || figure.name().equals(name))
                .findFirst()
                .map(figure -> figure.value() + (figure.unit().isEmpty() ? "" : beforeUnit + figure.unit()));
    }

    private String metric() {
        return sessions.values().stream()
                .flatMap(session -> session.findings().stream())
                .filter(finding -> finding.clause() == Clause.METRIC)
                .flatMap(finding -> finding.figures().stream())
                .map(Figure::name)
                .findFirst()
                .orElse("metric");
    }

    /** A result of its own: Allure takes no attachments outside of tests. */
    private void attach(BackboneTable table) {
        AllureLifecycle lifecycle = Allure.getLifecycle();
        String id = UUID.randomUUID().toString();
        boolean certified = table.rows().stream().allMatch(row -> row.state() == State.CERTIFIED);
        lifecycle.scheduleTestCase(new TestResult()
                .setUuid(id)
                .setName("backbones of " + table.title())
                .setFullName(owner.getName() + ".backbones")
                .setStatus(certified ? Status.PASSED : Status.FAILED));
        lifecycle.startTestCase(id);
        lifecycle.addAttachment("backbones", "text/html", ".html", table.html());
        lifecycle.addAttachment("backbones", "text/markdown", ".md", table.markdown());
        lifecycle.stopTestCase(id);
        lifecycle.writeTestCase(id);
    }
}
