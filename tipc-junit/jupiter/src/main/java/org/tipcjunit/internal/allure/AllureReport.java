// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.model.FixtureResult;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apiguardian.api.API;
import org.tipcjunit.certificate.LossPlot;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.certification.selection.TipcRoot;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.ChainPlan;

/**
 * Tells Allure of the tests of one certification; does nothing where Allure does not listen.
 *
 * <p>Attachments of a test are made from callbacks of the test itself, since Allure loses those of class-level callbacks.
 *
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class AllureReport {

    /** Labels that say where a report shows a test, as a build's listener of JUnit sees it. */
    private static final Set<String> PLACES = Set.of("parentSuite", "suite", "subSuite", "package");

    private final ChainPlan plan;
    private final Optional<ChosenCombination> chosen;
    private final List<Demand<?>> demands;
    private final SeenStages stages;
    private final LossPlot plot;
    private final PageWords words;
    private final PageWords clauses;
    private final List<String> tests = new CopyOnWriteArrayList<>();

    /**
     * Create one.
     *
     * @param plan the chain that is being certified
     * @param chosen the config and combination of this invocation, where the class runs for several
     * @param demands all demands of the certification, in order
     * @param stages the stages that ran
     * @param language the language of the reader
     * @param plot draws curves
     */
    public AllureReport(
            ChainPlan plan,
            Optional<ChosenCombination> chosen,
            List<Demand<?>> demands,
            SeenStages stages,
            Language language,
            LossPlot plot) {
        this.plot = plot;
        this.plan = plan;
        this.chosen = chosen;
        this.demands = List.copyOf(demands);
        this.stages = stages;
        this.words = AllureWords.in(language);
        this.clauses = PageWords.in(language);
    }

    /** Label the running test; empty where Allure does not listen or the test demands nothing. */
    public Optional<AllureTest> begin(Optional<Demand<?>> demand) {
        Optional<String> test = lifecycle().getCurrentTestCase();
        test.ifPresent(id -> {
            tests.add(id);
            AllureAttachments.quietly(() -> lifecycle().updateTestCase(id, result -> label(result, demand)));
        });
        return test.flatMap(id -> demand.map(declared -> new AllureTest(
                lifecycle(),
                id,
                new StagesOfTest(
                        declared, demands, stages.now(), Thread.currentThread().getId()),
                stages,
                words,
                plot)));
    }

    private void label(TestResult result, Optional<Demand<?>> demand) {
        String repository = repository();
        String trained =
                plan.mode() + ", " + ChosenCombination.describe(plan.facts().combination());
        String chain = demand.map(declared -> chain(declared.clause())).orElse("base");
        // Without these a report shows the packages of the test class, or one node for all.
        List<Label> labels = new ArrayList<>(result.getLabels());
        labels.removeIf(label -> PLACES.contains(label.getName()));
        add(labels, "parentSuite", repository);
        add(labels, "suite", plan.model());
        add(labels, "subSuite", trained);
        add(labels, "package", repository + "." + plan.model().replace('.', '_'));
        add(labels, "epic", words.get("epic." + chain));
        add(labels, "feature", plan.model());
        add(labels, "model", plan.model());
        add(labels, "chain", chain);
        add(labels, "mode", plan.mode());
        result.setTitlePath(List.of(repository, plan.model(), trained));
        chosen.ifPresent(invocation -> {
            result.getParameters().add(parameter("config", invocation.config().shown()));
            result.getParameters().add(parameter("combination", ChosenCombination.describe(invocation.combination())));
        });
        demand.ifPresent(declared -> {
            Clause clause = declared.clause();
            String title = clauses.getOr("clause." + clause.id(), clause.title());
            add(labels, "story", words.get("case", clause.id(), title));
            add(labels, "clause", clause.id());
            add(labels, "requirement", declared.label());
            result.setName(name(declared, title));
            result.setTestCaseName(result.getName());
            chosen.ifPresent(invocation -> identify(result, invocation, declared));
        });
        result.setLabels(labels);
    }

    private String repository() {
        Path folder = plan.facts().repository();
        return new TipcRoot(folder).repositoryName().orElseGet(() -> String.valueOf(folder.getFileName()));
    }

    private String name(Demand<?> demand, String title) {
        long before = demands.stream()
                .takeWhile(other -> !other.equals(demand))
                .filter(other -> other.clause().equals(demand.clause()))
                .count();
        String id = demand.clause().id();
        return before == 0 ? words.get("case", id, title) : words.get("caseAgain", id, title, before + 1);
    }

    /**
     * Name the result after what is judged and not after who judges it, so that a report's history goes on from the command line to
     * a build and back, and from one language to the other.
     */
    private void identify(TestResult result, ChosenCombination invocation, Demand<?> demand) {
        long before = demands.stream()
                .takeWhile(other -> !other.equals(demand))
                .filter(other ->
                        other.clause().equals(demand.clause()) && other.label().equals(demand.label()))
                .count();
        String testCase = "%s %s %s%s"
                .formatted(
                        invocation.config().shown(),
                        demand.clause().id(),
                        demand.label(),
                        before == 0 ? "" : " " + (before + 1));
        result.setTestCaseId(testCase)
                .setHistoryId(testCase + " [" + ChosenCombination.describe(invocation.combination()) + "]");
    }

    /** Get the chain that a clause is about, by its section of the guide. */
    private static String chain(Clause clause) {
        return clause.section().startsWith("4.2")
                ? "serving"
                : clause.section().startsWith("4.3") ? "backbones" : "base";
    }

    private static void add(List<Label> labels, String name, String value) {
        labels.add(new Label().setName(name).setValue(value));
    }

    private static Parameter parameter(String name, String value) {
        return new Parameter().setName(name).setValue(value);
    }

    /** Add the certificate to the results of all tests, and say what they ran on; nothing is thrown. */
    public void finish(PublishedCertificate published) {
        if (!tests.isEmpty()) {
            AllureAttachments.quietly(() -> certificate(published));
            AllureAttachments.quietly(() ->
                    RunFiles.inAllureFolder(words.language(), System.getenv()).write(published.certificate()));
        }
    }

    /** It is written when all tests have ended, so that it can be shown only as what was done after them. */
    private void certificate(PublishedCertificate published) {
        String container = UUID.randomUUID().toString();
        String fixture = UUID.randomUUID().toString();
        String kind = published.certificate().isCertified() ? "certificate" : "report";
        lifecycle()
                .startTestContainer(new TestResultContainer().setUuid(container).setChildren(List.copyOf(tests)));
        lifecycle()
                .startTearDownFixture(
                        container,
                        fixture,
                        new FixtureResult().setName(words.get("certificate")).setStatus(Status.PASSED));
        AllureAttachments attachments = new AllureAttachments(lifecycle(), words, plot);
        attachments.own(words.get(kind + ".page"), page(published), "text/html");
        attachments.own(words.get(kind + ".json"), published.json(), "application/json");
        lifecycle().stopFixture(fixture);
        lifecycle().stopTestContainer(container);
        lifecycle().writeTestContainer(container);
    }

    private Path page(PublishedCertificate published) {
        String page = String.valueOf(published.html().getFileName());
        return published
                .html()
                .resolveSibling(page.replaceFirst("\\.html$", words.language().suffix() + ".html"));
    }

    /** Whether Allure takes results of the running test. */
    public static boolean isListening() {
        return lifecycle().getCurrentTestCase().isPresent();
    }

    private static AllureLifecycle lifecycle() {
        return Allure.getLifecycle();
    }
}
