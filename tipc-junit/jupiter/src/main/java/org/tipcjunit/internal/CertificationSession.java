// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.tipcjunit.ExtractsFeatureMaps;
import org.tipcjunit.InferenceMatchesPrediction;
import org.tipcjunit.ModelSize;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.chain.ChainPlanner;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.Mode;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.plan.Combination;
import org.tipcjunit.plan.TipcPlan;
import org.tipcjunit.requirement.Clause;
import org.tipcjunit.requirement.FailedStage;
import org.tipcjunit.requirement.Finding;
import org.tipcjunit.requirement.Verdict;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.ChainTools;

/** The certification of one model by one test class: its chain, what was found, and what stood in the way. */
final class CertificationSession {

    private static final Set<Clause> BASE_CHAIN =
            EnumSet.of(Clause.CONVERGENCE, Clause.METRIC, Clause.EXPORT, Clause.CONSISTENCY, Clause.DOCUMENTATION);

    private final ModelDeclaration declaration;
    private final List<DeclaredRequirement> requirements;
    private final Terms terms;
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
    private volatile List<Inference.Cell> cells = List.of();
    private volatile @Nullable PublishedCertificate published;
    private volatile Certificate.@Nullable Repository repository;
    private volatile boolean allureListens;

    private CertificationSession(
            ModelDeclaration declaration,
            Terms terms,
            PaddleEnvironment environment,
            Chain chain,
            CertificateWriter writer,
            SharedTools tools) {
        this.declaration = declaration;
        this.requirements = declaration.requirements();
        this.terms = terms;
        this.environment = environment;
        this.chain = chain;
        this.report = new AllureReport(chain.plan(), declaration.chosen());
        this.writer = writer;
        this.tools = tools;
    }

    static CertificationSession start(ModelDeclaration declaration, Settings given, SharedTools tools) {
        Instant start = Instant.now();
        BackboneExemption.of(declaration.owner(), declaration.requirements());
        Settings settings = declaration.service().isPresent() ? given.ofTraining() : given;
        DeclaredModel model = declaration.model();
        Path repository = declaration
                .chosen()
                .map(chosen -> chosen.config().root().folder())
                .orElseGet(() -> new RepositoryLocator(Path.of(""))
                        .locate(settings.get("tipc.repository", model.repository()), model.config()));
        Path configFile = repository.resolve(model.config());
        Path directory = directory(declaration, settings, configFile);
        tools.reserve(directory, declaration);
        CertificateStore store = new CertificateStore(directory);
        // Before the config is read whole: when it is broken, an older certificate must not look current either.
        store.begin();
        CertificationProperties properties = CertificationProperties.beside(configFile);
        Terms ofTraining = Terms.of(settings, model, properties);
        requireTraining(declaration, repository, ofTraining);
        Optional<String> service = ServingSelection.of(declaration, ofTraining, repository);
        Terms terms = service.map(path -> Terms.of(
                        settings,
                        model,
                        properties.withService(CertificationProperties.beside(repository.resolve(path)))))
                .orElse(ofTraining);
        Mode mode = mode(terms);
        TipcRoot.Facts facts = new TipcRoot(repository).facts();
        TrustedConfig.require(
                        facts.lintRequest(model.config(), Optional.of(mode.label())),
                        terms.get(Term.TRAIN_ARGS).isPresent())
                .forEach(error -> tools.progress().accept("[tipc] " + error.text()));
        Path results = results(declaration, settings);
        TipcPlan planned = tools.planner().plan(facts.request(model.config(), mode.label(), terms.device()));
        Optional<ChainRequest.Serving> serving = service.map(path -> serving(path, facts, terms, tools));
        Combination combination = declaration
                .chosen()
                .map(ChosenCombination::combination)
                .filter(chosen -> !chosen.equals(Combination.none()))
                .orElseGet(() -> Combinations.runnable(planned).get(0));
        requireRunnable(planned, combination, configFile);
        PaddleEnvironment environment = tools.environments()
                .resolve(new EnvironmentRequest(
                        terms.get(Term.PYTHON),
                        terms.get(Term.ENVIRONMENT).orElse(EnvironmentRequest.DEFAULT_PROVISION)));
        RunFolders runs = new RunFolders(directory.resolve("runs"));
        runs.prune(settings.get("tipc.keep.runs"));
        ChainPlan plan = ChainPlanner.plan(
                planned,
                combination,
                ChainRequest.of(
                                name(declaration, configFile),
                                repository,
                                ConfigFile.read(configFile),
                                model.config(),
                                environment.python(),
                                runs.at(start))
                        .withPredict(terms.get(Term.PREDICT))
                        .withImages(images(declaration).or(() -> terms.get(Term.IMAGES)))
                        .withTrainArguments(terms.get(Term.TRAIN_ARGS)
                                .map(CommandWords::split)
                                .orElse(List.of()))
                        .withLimits(
                                new ChainRequest.Limits(seconds(terms, Term.STAGE_LIMIT), seconds(terms, Term.LIMIT)))
                        .withIterations(terms.positive(Term.ITERATIONS, "iterations", "100")
                                .map(OptionalInt::of)
                                .orElseGet(OptionalInt::empty))
                        .withEveryCellByScript(terms.holds(Term.EVERY_CELL_BY_SCRIPT))
                        .withWorkspace(new ChainRequest.Workspace(
                                terms.list(Term.DATA).stream().map(Path::of).toList(),
                                List.of(results),
                                terms.holds(Term.PREPARE),
                                settings.get("tipc.keep.working.copy")
                                        .filter("true"::equals)
                                        .isPresent()))
                        .withResults(upstreamsFolder(results, directory))
                        .withServing(serving)
                        .withStudy(study(declaration)));
        Chain chain = new Chain(
                plan,
                new ChainTools(
                        environment,
                        tools.runner(),
                        tools.recorder(),
                        tools.predictors(environment, directory.resolve("predictors")),
                        tools.ports(),
                        tools.progress()));
        return new CertificationSession(
                declaration,
                terms,
                environment,
                chain,
                new CertificateWriter(
                        store,
                        start,
                        new ChainAccount(declaration, terms, planned, serving.map(ChainRequest.Serving::plan)),
                        settings.get("tipc.publish")
                                .map(folder -> ResultsFolder.ofModel(
                                        Path.of(folder), String.valueOf(directory.getFileName()))),
                        tools),
                tools);
    }

    /** A service whose training was not found is certified by none; the search says why. */
    private static void requireTraining(ModelDeclaration declaration, Path repository, Terms terms) {
        String path = declaration.model().config();
        SelectedConfig config = new SelectedConfig(new TipcRoot(repository), path, path);
        ServiceConfigs services = new ServiceConfigs();
        if (services.isService(config)) {
            if (declaration.chosen().isPresent()) {
                services.trainingOf(config, terms.get(Term.TRAIN_CONFIG));
            }
            throw ServingSelection.trainsNothing(config.file(), ", and this one as serving");
        }
    }

    private static ChainRequest.Serving serving(String path, TipcRoot.Facts facts, Terms terms, SharedTools tools) {
        new ServiceConfigs().requireService(new SelectedConfig(new TipcRoot(facts.folder()), path, path));
        TrustedConfig.require(facts.lintRequest(path, Optional.of(ServingSelection.MODE)), false)
                .forEach(error -> tools.progress().accept("[tipc] " + error.text()));
        return new ChainRequest.Serving(
                tools.planner().plan(facts.request(path, ServingSelection.MODE, terms.device())),
                path,
                terms.get(Term.SERVING_REQUEST),
                ServingSelection.ports(terms));
    }

    /** Look into the exported layer only where a requirement wants to know. */
    private static ChainRequest.Study study(ModelDeclaration declaration) {
        List<Annotation> demanded = declaration.requirements().stream()
                .map(DeclaredRequirement::annotation)
                .toList();
        return new ChainRequest.Study(
                demanded.stream()
                        .filter(ExtractsFeatureMaps.class::isInstance)
                        .map(annotation -> ((ExtractsFeatureMaps) annotation).layer())
                        .findFirst(),
                demanded.stream().anyMatch(ModelSize.class::isInstance));
    }

    /** What this machine cannot run is refused with the reason instead of being run in part. */
    private static void requireRunnable(TipcPlan plan, Combination combination, Path configFile) {
        if (plan.commands().isEmpty()) {
            throw new ConfigException(
                    plan.notRun().isEmpty()
                            ? configFile + ":1: it asks for nothing in the mode " + plan.mode()
                                    + "\n  remedy: choose another mode, or look at it with tipc lint"
                            : plan.notRun().stream()
                                    .map(notRun -> configFile + ":" + notRun.line() + ": " + notRun.what() + ": "
                                            + notRun.reason() + "\n  remedy: look at it with tipc lint")
                                    .collect(Collectors.joining("\n")));
        }
        Optional<String> reason = ChainPlan.trainings(plan).getOrDefault(combination, Optional.empty());
        if (reason.isPresent()) {
            throw new ConfigException(configFile + ":1: nothing of it can run on this machine: "
                    + ChosenCombination.describe(combination) + ": " + reason.get()
                    + "\n  remedy: plan it for the CPU with --device cpu or tipc.device=cpu, or certify it on a machine that"
                    + " can run it");
        }
    }

    private static Optional<Duration> seconds(Terms terms, Term term) {
        return terms.positive(term, "seconds", "900").map(Duration::ofSeconds);
    }

    private static Path results(ModelDeclaration declaration, Settings settings) {
        return settings.get("tipc.output")
                .map(Path::of)
                .orElseGet(() -> OutputDirectory.of(declaration.owner()))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * Get the folder below which upstream's files go to {@code test_tipc/output}: that of the certification, unless results go
     * to where upstream's scripts leave theirs.
     */
    private static Path upstreamsFolder(Path results, Path directory) {
        Path testTipc = results.getParent();
        return results.endsWith(Path.of("test_tipc", "output")) && testTipc != null && testTipc.getParent() != null
                ? testTipc.getParent()
                : directory;
    }

    private static Path directory(ModelDeclaration declaration, Settings settings, Path configFile) {
        Path results = results(declaration, settings);
        return declaration
                .chosen()
                .map(chosen -> ResultsFolder.ofPath(results, chosen.resultsFolder()))
                .orElseGet(() -> ResultsFolder.ofModel(results, name(declaration, configFile)));
    }

    private static String name(ModelDeclaration declaration, Path configFile) {
        if (!declaration.model().name().isBlank()) {
            return declaration.model().name();
        }
        String suffix = declaration
                .chosen()
                .map(chosen -> ChosenCombination.suffix(chosen.combination()))
                .orElse("");
        return ModelName.in(configFile) + (suffix.isEmpty() ? "" : " (" + suffix + ")");
    }

    private static Mode mode(Terms terms) {
        String label = terms.get(Term.MODE).orElseGet(Mode.LITE_TRAIN_LITE_INFER::label);
        return Mode.of(label)
                .orElseThrow(() -> new ConfigException("the mode '" + label
                        + "' trains nothing that could be certified, or is unknown\n  remedy: use one of "
                        + Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "))));
    }

    private static Optional<String> images(ModelDeclaration declaration) {
        return declaration.requirements().stream()
                .map(DeclaredRequirement::annotation)
                .filter(InferenceMatchesPrediction.class::isInstance)
                .map(InferenceMatchesPrediction.class::cast)
                .map(InferenceMatchesPrediction::input)
                .map(declaration::fill)
                .filter(input -> !input.isBlank())
                .findFirst();
    }

    Terms terms() {
        return terms;
    }

    String model() {
        return chain.plan().model();
    }

    Chain chain() {
        return chain;
    }

    /** Get the inference of the chain, whose matrix the certificate shows. */
    Inference inference() {
        Inference inference = chain.inference();
        cells = inference.cells();
        return inference;
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

    /**
     * Write the certificate, or what stands in its way.
     *
     * @param report takes what came out, for whoever listens to the test run
     * @throws AssertionFailedError if a cause of aborted tests was reported by none
     */
    void finish(Consumer<Map<String, String>> report) {
        Set<Clause> required = EnumSet.copyOf(BASE_CHAIN);
        requirements.forEach(requirement -> required.add(requirement.clause()));
        // A certificate that is found under the name of a service says that it was judged.
        declaration.service().ifPresent(service -> required.add(Clause.SERVING));
        PublishedCertificate written =
                writer.write(repository(), chain, environment, cells, required, findings, List.copyOf(failedTests));
        published = written;
        chain.finish(
                written.certificate().isCertified(),
                tools.isFirstInto(
                        chain.plan().request().results(),
                        chain.plan().request().configPath() + " in "
                                + chain.plan().mode()));
        announce(written);
        report.accept(RunReport.of(written));
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

    /** Get what git says of the repository, as of the first time that it was asked. */
    Certificate.Repository repository() {
        Certificate.Repository known = repository;
        if (known == null) {
            known = writer.repository(chain);
            repository = known;
        }
        return known;
    }

    /** Get what was written when the certification ended; empty before. */
    Optional<PublishedCertificate> published() {
        return Optional.ofNullable(published);
    }

    /** Get the findings of the requirements whose own tests ran. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Remember whether Allure listens, which shows only while a test runs. */
    void noteAllure(boolean listens) {
        if (listens) {
            allureListens = true;
        }
    }

    boolean allureListens() {
        return allureListens;
    }

    Optional<BackboneRun> backbone() {
        return declaration.backbone();
    }

    /** Get a text of an annotation as it holds for this certification. */
    String fill(String text) {
        return declaration.fill(text);
    }

    /** Get a text of an annotation as it holds for this certification; nothing where it is blank. */
    Optional<String> text(String text) {
        return Optional.of(fill(text)).filter(filled -> !filled.isBlank());
    }

    /** Tell whoever watches the run. */
    void tell(String line) {
        tools.progress().accept("[tipc] " + line);
    }

    private void announce(PublishedCertificate written) {
        String model = "[tipc] " + model() + ": ";
        if (written.certificate().isCertified()) {
            tools.progress().accept(model + "CERTIFIED, certificate " + written.html());
        } else {
            tools.progress().accept(model + "NOT CERTIFIED, report " + written.html());
            written.certificate().reasons().forEach(reason -> tools.progress().accept(model + "  " + reason));
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
                if (requirement.type().owns(e.failure().stage())) {
                    return FailedStage.finding(requirement.clause(), requirement.label(), e.failure());
                }
                throw e;
            }
        }
    }
}
