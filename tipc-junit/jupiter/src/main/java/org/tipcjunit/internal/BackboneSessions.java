// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.TestResult;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.tipcjunit.certificate.BackboneTable;
import org.tipcjunit.certificate.BackboneTable.State;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certification.BackboneRuns;
import org.tipcjunit.certification.CertificationRun;
import org.tipcjunit.internal.allure.AllureAttachments;
import org.tipcjunit.internal.allure.AllureWords;

/** The invocations of a class with several backbones, which end together. */
final class BackboneSessions implements AutoCloseable {

    private final Class<?> owner;
    private final BackboneRuns runs;
    private final Consumer<Map<String, String>> entries;
    private final Language language;
    private final Map<CertificationRun, CertificationSession> sessions = new ConcurrentHashMap<>();

    /**
     * Start without invocations.
     *
     * @param owner the class
     * @param runs their certifications
     * @param entries takes what came out, for whoever listens to the test run
     * @param language the language of the reader of reports
     */
    BackboneSessions(Class<?> owner, BackboneRuns runs, Consumer<Map<String, String>> entries, Language language) {
        this.language = language;
        this.owner = owner;
        this.runs = runs;
        this.entries = entries;
    }

    /** Keep an invocation, all of whose tests have ended, to be finished with the others. */
    void settle(CertificationSession session) {
        sessions.put(session.run(), session);
        runs.settle(session.run());
    }

    @Override
    public void close() {
        runs.finish(run -> finish(run), this::attach);
    }

    private void finish(CertificationRun run) {
        CertificationSession session = sessions.get(run);
        if (session != null) {
            session.finish(entries);
        }
    }

    /** A result of its own: Allure takes no attachments outside of tests. */
    private void attach(BackboneTable table) {
        if (sessions.values().stream().noneMatch(CertificationSession::allureListens)) {
            return;
        }
        AllureAttachments.quietly(() -> attachListened(table));
    }

    private void attachListened(BackboneTable table) {
        AllureLifecycle lifecycle = Allure.getLifecycle();
        String id = UUID.randomUUID().toString();
        boolean certified = table.rows().stream().allMatch(row -> row.state() == State.CERTIFIED);
        lifecycle.scheduleTestCase(new TestResult()
                .setUuid(id)
                .setName(AllureWords.in(language).get("backbones", table.title()))
                .setFullName(owner.getName() + ".backbones")
                .setStatus(certified ? Status.PASSED : Status.FAILED));
        lifecycle.startTestCase(id);
        lifecycle.addAttachment("backbones.html", "text/html", ".html", table.html(language));
        lifecycle.addAttachment("backbones.md", "text/markdown", ".md", table.markdown());
        lifecycle.stopTestCase(id);
        lifecycle.writeTestCase(id);
    }
}
