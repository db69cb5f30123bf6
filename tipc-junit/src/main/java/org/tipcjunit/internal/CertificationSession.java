// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.TipcModel;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.chain.ChainPlan;
import org.tipcjunit.chain.ChainRequest;
import org.tipcjunit.chain.ChainTools;
import org.tipcjunit.chain.StageFailedException;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.TrainInferConfig;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.requirement.FailedStage;
import org.tipcjunit.requirement.Finding;
import org.tipcjunit.requirement.Verdict;

/** The certification of one model by one test class: its chain, what was found, and what stood in the way. */
final class CertificationSession {

    private static final DateTimeFormatter RUN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Set<Clause> BASE_CHAIN =
            EnumSet.of(Clause.CONVERGENCE, Clause.METRIC, Clause.EXPORT, Clause.CONSISTENCY, Clause.DOCUMENTATION);

    private final ModelDeclaration declaration;
    private final List<DeclaredRequirement> requirements;
    private final PaddleEnvironment environment;
    private final Chain chain;
    private final AllureReport report;
    private final CertificateWriter writer;
    private final SharedTools tools;
    private final Map<DeclaredRequirement, Judgement> judgements = new ConcurrentHashMap<>();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final Set<DeclaredRequirement> passed = ConcurrentHashMap.newKeySet();
    private final List<String> failedTests = new CopyOnWriteArrayList<>();
    private final Map<String, String> obstacles = new ConcurrentHashMap<>();
    private final Set<String> reportedObstacles = ConcurrentHashMap.newKeySet();

    private CertificationSession(
            ModelDeclaration declaration,
            PaddleEnvironment environment,
            Chain chain,
            CertificateWriter writer,
            SharedTools tools) {
        this.declaration = declaration;
        this.requirements = declaration.requirements();
        this.environment = environment;
        this.chain = chain;
        this.report = new AllureReport(chain.plan());
        this.writer = writer;
        this.tools = tools;
    }

    static CertificationSession start(ModelDeclaration declaration, Settings settings, SharedTools tools) {
        Instant start = Instant.now();
        TipcModel model = declaration.model();
        Path repository = new RepositoryLocator(Path.of(""))
                .locate(settings.get("tipc.repository", model.repository()), model.config());
        Path configFile = repository.resolve(model.config());
        Path results = settings.get("tipc.output")
                .map(Path::of)
                .orElseGet(() -> OutputDirectory.of(declaration.owner()))
                .toAbsolutePath()
                .normalize();
        String name = model.name().isBlank() ? TrainInferConfig.modelNameIn(configFile) : model.name();
        Path directory = results.resolve(name);
        tools.reserve(directory, declaration.owner());
        CertificateStore store = new CertificateStore(directory);
        // Before the config is read whole: when it is broken, an older certificate must not look current either.
        store.begin();
        TrainInferConfig config = TrainInferConfig.read(configFile);
        PaddleEnvironment environment = tools.environments()
                .resolve(new EnvironmentRequest(
                        settings.get("tipc.python", model.python()),
                        settings.get("tipc.environment", model.environment())
                                .orElse(EnvironmentRequest.DEFAULT_PROVISION)));
        List<String> trainArguments =
                settings.get("tipc.train.args").map(CommandWords::split).orElse(List.of());
        Path runDirectory = directory.resolve("runs").resolve(RUN_NAME.format(start));
        ChainPlan plan = ChainPlan.of(
                config,
                new ChainRequest(
                        name,
                        repository,
                        model.mode(),
                        environment.python(),
                        runDirectory,
                        Optional.of(model.predict()).filter(predict -> !predict.isBlank()),
                        images(declaration),
                        trainArguments,
                        stageLimit(model, settings)));
        Chain chain = new Chain(
                plan,
                new ChainTools(
                        environment,
                        tools.runner(),
                        tools.recorder(),
                        tools.predictors(environment, directory.resolve("predictors")),
                        tools.progress()));
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String setting : List.of("tipc.python", "tipc.environment", "tipc.train.args", "tipc.stage.limit")) {
            settings.get(setting).ifPresent(value -> overrides.put(setting, value));
        }
        return new CertificationSession(
                declaration,
                environment,
                chain,
                new CertificateWriter(
                        store, start, overrides, settings.get("tipc.publish").map(Path::of), tools),
                tools);
    }

    private static Optional<String> images(ModelDeclaration declaration) {
        return declaration.requirements().stream()
                .map(DeclaredRequirement::annotation)
                .filter(InferenceMatchesPrediction.class::isInstance)
                .map(InferenceMatchesPrediction.class::cast)
                .map(InferenceMatchesPrediction::input)
                .filter(input -> !input.isBlank())
                .findFirst();
    }

    private static Optional<Duration> stageLimit(TipcModel model, Settings settings) {
        return settings.get("tipc.stage.limit")
                .map(CertificationSession::seconds)
                .or(() -> Optional.of(model.stageLimitSeconds()).filter(limit -> limit > 0))
                .map(Duration::ofSeconds);
    }

    private static long seconds(String limit) {
        if (!limit.matches("0*[1-9][0-9]{0,8}")) {
            throw new ConfigException("tipc.stage.limit is '" + limit
                    + "', which is no positive number of seconds\n  remedy: name whole seconds, such as 900");
        }
        return Long.parseLong(limit);
    }

    String model() {
        return chain.plan().model();
    }

    Chain chain() {
        return chain;
    }

    PaddleEnvironment environment() {
        return environment;
    }

    AllureReport report() {
        return report;
    }

    /**
     * Judge a requirement, once.
     *
     * @throws StageFailedException if a stage that another requirement owns failed
     */
    Finding finding(DeclaredRequirement requirement) {
        return judgements
                .computeIfAbsent(requirement, key -> new Judgement(key, this))
                .finding();
    }

    /** Find the failed requirement of this class that would make judging {@code requirement} repeat its failure. */
    Optional<Finding> failedPrerequisite(DeclaredRequirement requirement) {
        return requirements.stream()
                .filter(other -> requirement.type().prerequisites().contains(other.clause()))
                .flatMap(other -> failedPrerequisite(other).or(() -> failure(other)).stream())
                .findFirst();
    }

    private Optional<Finding> failure(DeclaredRequirement requirement) {
        try {
            return Optional.of(finding(requirement)).filter(finding -> finding.verdict() == Verdict.FAIL);
        } catch (StageFailedException e) {
            return Optional.empty(); // Judging the dependent one meets the same stage and names it.
        }
    }

    /** Keep the finding of a requirement whose own test ran. */
    void keep(DeclaredRequirement requirement, Finding finding) {
        findings.add(finding);
        if (finding.isPass()) {
            passed.add(requirement);
        } else {
            reportedObstacles.add(finding.requirement());
            finding.stage().ifPresent(stage -> reportedObstacles.add(stage.name()));
        }
    }

    /** Whether the requirement's own test ran and the clause holds. */
    boolean hasPassed(DeclaredRequirement requirement) {
        return passed.contains(requirement);
    }

    /** Remember what made a test abort, so that the run is not green if no test reports it. */
    void noteObstacle(String name, String summary) {
        obstacles.putIfAbsent(name, summary);
    }

    void markFailed(String test, @Nullable Throwable cause) {
        failedTests.add(test + (cause == null ? "" : ": " + firstLine(String.valueOf(cause.getMessage()))));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Write the certificate, or what stands in its way; fail if a cause of aborted tests was reported by none. */
    void finish() {
        Set<Clause> required = EnumSet.copyOf(BASE_CHAIN);
        requirements.forEach(requirement -> required.add(requirement.clause()));
        PublishedCertificate published = writer.write(chain, environment, required, findings, List.copyOf(failedTests));
        announce(published);
        List<String> unreported = new ArrayList<>();
        obstacles.forEach((name, summary) -> {
            if (!reportedObstacles.contains(name)) {
                unreported.add("'" + name + "' failed: " + summary);
            }
        });
        if (!unreported.isEmpty()) {
            throw new AssertionFailedError(
                    "tests of %s were aborted and no test that ran reported why:%n  %s%n  remedy: run the whole class %s"
                            .formatted(
                                    model(),
                                    String.join(System.lineSeparator() + "  ", unreported),
                                    declaration.owner().getName()));
        }
    }

    private void announce(PublishedCertificate published) {
        String model = "[tipc] " + model() + ": ";
        if (published.certificate().isCertified()) {
            tools.progress().accept(model + "CERTIFIED, certificate " + published.html());
        } else {
            tools.progress().accept(model + "NOT CERTIFIED, report " + published.html());
            published.certificate().reasons().forEach(reason -> tools.progress().accept(model + "  " + reason));
        }
    }

    /** The finding of one requirement, made when it is first asked for. */
    private static final class Judgement {

        private final DeclaredRequirement requirement;
        private final CertificationSession session;
        private @Nullable Finding finding;

        Judgement(DeclaredRequirement requirement, CertificationSession session) {
            this.requirement = requirement;
            this.session = session;
        }

        synchronized Finding finding() {
            Finding known = finding;
            if (known == null) {
                known = judge();
                finding = known;
            }
            return known;
        }

        private Finding judge() {
            try {
                return requirement.judge(session);
            } catch (StageFailedException e) {
                if (requirement.type().stages().contains(e.failure().stage())) {
                    return FailedStage.finding(requirement.clause(), requirement.label(), e.failure());
                }
                throw e;
            }
        }
    }
}
