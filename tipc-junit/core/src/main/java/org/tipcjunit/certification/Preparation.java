// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.Publication;
import org.tipcjunit.certification.selection.CertifiedKinds;
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.certification.selection.Combinations;
import org.tipcjunit.certification.selection.ModelName;
import org.tipcjunit.certification.selection.Readings;
import org.tipcjunit.certification.selection.RepositoryLocator;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.selection.ServiceConfigs;
import org.tipcjunit.certification.selection.ServingSelection;
import org.tipcjunit.certification.selection.TipcRoot;
import org.tipcjunit.certification.selection.TrustedConfig;
import org.tipcjunit.certification.terms.CertificationProperties;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Reuse;
import org.tipcjunit.certification.terms.Seclusion;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.chain.ChainPlanner;
import org.tipcjunit.config.CommandWords;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.Mode;
import org.tipcjunit.config.reading.Reading;
import org.tipcjunit.environment.EnvironmentRequest;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.isolation.Bubblewrap;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.process.NativeNames;
import org.tipcjunit.requirement.Wishes;
import org.tipcjunit.serving.GrpcClients;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.ChainRequest;
import org.tipcjunit.stage.ChainTools;
import org.tipcjunit.stage.KeptStages;
import org.tipcjunit.stage.StageListener;

/** Prepares certifications: what holds, what the config asks for, and what of it can run here. */
final class Preparation {

    private Preparation() {}

    /**
     * Prepare a certification; an older certificate is retired first.
     *
     * @throws ConfigException if the config or what is stated about it cannot be used
     * @throws org.tipcjunit.requirement.DemandException if something is demanded that cannot be
     * @throws org.tipcjunit.serving.ServingModuleException if a service is to be certified and nothing can ask it
     */
    static Prepared prepare(Request request, SharedTools tools, StageListener listener) {
        Begun begun = begin(request, tools);
        try {
            return prepare(begun, tools, listener);
        } catch (RuntimeException e) {
            // Nor may what an earlier run published.
            begun.settings()
                    .get(Term.PUBLISH)
                    .ifPresent(published -> Publication.retire(
                            Path.of(published), begun.wished(), request.model().config()));
            throw e;
        }
    }

    /**
     * A certification whose folder is its own, and whose older certificate is retired.
     *
     * @param request what is certified
     * @param settings what the user set
     * @param start when it started
     * @param repository the repository
     * @param readings of its configs
     * @param directory the folder of the results
     * @param store keeps certificates there
     */
    private record Begun(
            Request request,
            Settings settings,
            CertificateWriter.Started start,
            Path repository,
            Readings readings,
            Path directory,
            CertificateStore store) {

        Path configFile() {
            return repository.resolve(request.model().config());
        }

        Path wished() {
            return request.results().relativize(directory);
        }
    }

    private static Begun begin(Request request, SharedTools tools) {
        CertificateWriter.Started start = CertificateWriter.Started.now();
        ForeignDemands.check(request);
        requireNames(request);
        Settings given = request.settings();
        Settings settings = request.service().isPresent() ? given.ofTraining() : given;
        Path repository = repository(request);
        Readings readings = new Readings();
        Path directory = directory(request, repository.resolve(request.model().config()), readings);
        tools.reserve(directory, request.requester().certification());
        CertificateStore store = new CertificateStore(directory, tools.plot());
        // Before the config is read whole: when it is broken, an older certificate must not look current either.
        store.begin();
        return new Begun(request, settings, start, repository, readings, directory, store);
    }

    static PaddleEnvironment environment(Terms terms, SharedTools tools) {
        return tools.environments()
                .resolve(new EnvironmentRequest(
                        terms.get(Term.PYTHON),
                        terms.get(Term.ENVIRONMENT).orElse(EnvironmentRequest.DEFAULT_PROVISION)));
    }

    static Path repository(Request request) {
        return request.chosen().map(chosen -> chosen.config().root().folder()).orElseGet(() -> new RepositoryLocator(
                        Path.of(""))
                .locate(
                        request.settings().get(Term.REPOSITORY, request.model().repository()),
                        request.model().config()));
    }

    private static Prepared prepare(Begun begun, SharedTools tools, StageListener listener) {
        Request request = begun.request();
        Settings settings = begun.settings();
        DeclaredModel model = request.model();
        Path repository = begun.repository();
        Path configFile = begun.configFile();
        Readings readings = begun.readings();
        Path directory = begun.directory();
        CertificationProperties properties = CertificationProperties.beside(configFile);
        Terms ofTraining = Terms.of(settings, model, properties);
        SelectedConfig config = new SelectedConfig(new TipcRoot(repository), model.config(), model.config());
        requireTraining(request, config, ofTraining, readings);
        CertifiedKinds.require(config, readings);
        Optional<String> service =
                ServingSelection.of(model, request.service(), demandsService(request), ofTraining, repository);
        // What it lacks would show after the training only.
        if (service.isPresent() && (demandsService(request) || request.service().isPresent())) {
            GrpcClients.installed();
        }
        Terms terms = service.map(path -> Terms.of(
                        settings,
                        model,
                        properties.withService(CertificationProperties.beside(repository.resolve(path)))))
                .orElse(ofTraining);
        Mode mode = mode(terms);
        Reading reading = readings.of(config, mode.label());
        TrustedConfig.require(
                        readings.lintRequest(config, reading),
                        terms.get(Term.TRAIN_ARGS).isPresent())
                .forEach(error -> tools.progress().accept("[tipc] " + error.text()));
        Path results = request.results();
        Wishes wishes = request.wishes().and(request.foreignWishes());
        TipcPlan planned = tools.planner().plan(reading, terms.device());
        Optional<ChainRequest.Serving> serving =
                service.map(path -> serving(new SelectedConfig(config.root(), path, path), readings, terms, tools));
        Combination combination = request.chosen()
                .map(ChosenCombination::combination)
                .filter(chosen -> !chosen.equals(Combination.none()))
                .orElseGet(() -> Combinations.runnable(planned).get(0));
        requireRunnable(planned, combination, configFile);
        Seclusion seclusion = Seclusion.of(settings);
        Bubblewrap.Found bubblewrap = tools.bubblewrap(seclusion);
        seclusion.require(bubblewrap);
        PaddleEnvironment environment = environment(terms, tools);
        RunFolders runs = RunFolders.of(directory);
        runs.prune(settings.get(Term.KEEP_RUNS));
        String modelName = name(request, configFile, readings);
        Optional<KeptStages> kept = Reuse.of(settings)
                .in(
                        runs.folder().resolve("kept-" + mode.label()),
                        LibraryVersion.get(),
                        environment,
                        System.getenv(),
                        line -> tools.progress().accept("[tipc] " + modelName + ": " + line));
        ChainPlan plan = ChainPlanner.plan(
                planned,
                combination,
                ChainRequest.of(
                                new ChainRequest.Model(modelName, repository, model.config()),
                                new ChainRequest.Run(
                                        environment.python(),
                                        kept.isPresent()
                                                ? runs.same()
                                                : runs.at(begun.start().at()),
                                        upstreamsFolder(results, directory)))
                        .withWishes(wishesOf(request, terms))
                        .withLimits(
                                new ChainRequest.Limits(seconds(terms, Term.STAGE_LIMIT), seconds(terms, Term.LIMIT)))
                        .withWorkspace(new ChainRequest.Workspace(
                                terms.list(Term.DATA).stream().map(Path::of).toList(),
                                List.of(results),
                                terms.holds(Term.PREPARE),
                                settings.get(Term.KEEP_WORKING_COPY)
                                        .filter("true"::equals)
                                        .isPresent()))
                        .withServing(serving)
                        .withStudy(new ChainRequest.Study(wishes.layer(), wishes.multiplyAdds())));
        Isolation isolation = seclusion.by(
                bubblewrap,
                System.getenv(),
                environment.python(),
                List.of(environment.sitePackages(), tools.recorder().directory()));
        Chain chain = new Chain(
                plan,
                new ChainTools(
                        environment,
                        tools.runner(),
                        tools.recorder(),
                        settings.get(Term.WARM).filter("off"::equals).isPresent() ? Optional.empty() : tools.warm(),
                        tools.predictors(environment, directory.resolve("predictors")),
                        isolation,
                        tools.ports(),
                        tools.meetings(),
                        tools.progress(),
                        listener),
                kept);
        return new Prepared(
                request,
                terms,
                environment,
                chain,
                // What two stages leave at once cannot be kept apart.
                kept.isPresent() ? 1 : settings.cores(),
                new CertificateWriter(
                        begun.store(),
                        begun.start(),
                        new ChainCoverage(request, terms, planned, serving.map(ChainRequest.Serving::plan)),
                        settings.get(Term.PUBLISH)
                                .map(folder -> subject -> new Publication(Path.of(folder), begun.wished(), subject)),
                        isolation,
                        tools));
    }

    private static ChainRequest.Wishes wishesOf(Request request, Terms terms) {
        return new ChainRequest.Wishes(
                terms.get(Term.PREDICT),
                images(request.wishes(), request)
                        .or(() -> terms.get(Term.IMAGES))
                        .or(() -> images(request.foreignWishes(), request)),
                terms.get(Term.TRAIN_ARGS).map(CommandWords::split).orElse(List.of()),
                terms.positive(Term.ITERATIONS).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                terms.holds(Term.EVERY_CELL_BY_SCRIPT));
    }

    private static Optional<String> images(Wishes wishes, Request request) {
        return wishes.images().map(request::fill).filter(input -> !input.isBlank());
    }

    static boolean demandsService(Request request) {
        return request.takesService()
                || request.demands().stream().anyMatch(demand -> ServingSelection.CLAUSES.contains(demand.clause()));
    }

    /** A service whose training was not found is certified by none; the search says why. */
    private static void requireTraining(Request request, SelectedConfig config, Terms terms, Readings readings) {
        ServiceConfigs services = new ServiceConfigs(readings);
        if (services.isService(config)) {
            if (request.chosen().isPresent()) {
                services.trainingOf(config, terms.get(Term.TRAIN_CONFIG));
            }
            throw ServingSelection.trainsNothing(config.file(), ", and this one as serving");
        }
    }

    private static ChainRequest.Serving serving(
            SelectedConfig config, Readings readings, Terms terms, SharedTools tools) {
        new ServiceConfigs(readings).requireService(config);
        Reading reading = readings.of(config, ServingSelection.MODE);
        TrustedConfig.require(readings.lintRequest(config, reading), false)
                .forEach(error -> tools.progress().accept("[tipc] " + error.text()));
        return new ChainRequest.Serving(
                tools.planner().plan(reading, terms.device()),
                config.path(),
                terms.get(Term.SERVING_REQUEST),
                terms.get(Term.SERVING_PORTS, ServicePorts.class));
    }

    /** What this machine cannot run is refused with the reason instead of being run in part. */
    private static void requireRunnable(TipcPlan plan, Combination combination, Path configFile) {
        if (plan.commands().isEmpty()) {
            if (plan.notRun().isEmpty()) {
                throw ConfigException.at(
                        configFile,
                        1,
                        "it asks for nothing in the mode " + plan.mode(),
                        "choose another mode, or look at it with tipc lint");
            }
            throw ConfigException.of(plan.notRun().stream()
                    .map(notRun -> new Problem(
                            Place.at(configFile, notRun.line()),
                            notRun.what() + ": " + notRun.reason(),
                            "look at it with tipc lint"))
                    .toList());
        }
        Optional<String> reason = ChainPlan.trainings(plan).getOrDefault(combination, Optional.empty());
        if (reason.isPresent()) {
            throw ConfigException.at(
                    configFile,
                    1,
                    "nothing of it can run on this machine: " + ChosenCombination.describe(combination) + ": "
                            + reason.get(),
                    "plan it for the CPU with --device cpu or tipc.device=cpu, or certify it on a machine that can run it");
        }
    }

    /** Refuse names that the locale of this JVM cannot speak of, before something else looks for them in vain. */
    private static void requireNames(Request request) {
        NativeNames names = NativeNames.ofJvm();
        Map<String, String> used = new LinkedHashMap<>();
        used.put("the working directory", System.getProperty("user.dir", ""));
        used.put(
                "the repository",
                request.settings()
                        .get(Term.REPOSITORY, request.model().repository())
                        .orElse(""));
        used.put("the config", request.model().config());
        used.put("the folder of the results", request.results().toString());
        used.forEach((what, name) -> names.problem(what, name).ifPresent(problem -> {
            throw ConfigException.of(problem, NativeNames.REMEDY);
        }));
    }

    private static Optional<Duration> seconds(Terms terms, Term term) {
        return terms.positive(term).map(Duration::ofSeconds);
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

    static Path directory(Request request, Path configFile, Readings readings) {
        Path results = request.results();
        return request.chosen()
                .map(chosen -> ResultsFolder.ofPath(results, chosen.resultsFolder()))
                .orElseGet(() -> ResultsFolder.ofModel(results, name(request, configFile, readings)));
    }

    private static String name(Request request, Path configFile, Readings readings) {
        if (!request.model().name().isBlank()) {
            return request.model().name();
        }
        String suffix = request.chosen()
                .map(chosen -> ChosenCombination.suffix(chosen.combination()))
                .orElse("");
        return ModelName.in(readings.file(configFile)) + (suffix.isEmpty() ? "" : " (" + suffix + ")");
    }

    static Mode mode(Terms terms) {
        String label = terms.get(Term.MODE).orElseGet(Mode.LITE_TRAIN_LITE_INFER::label);
        return Mode.of(label)
                .orElseThrow(() -> ConfigException.of(
                        "the mode '" + label + "' trains nothing that could be certified, or is unknown",
                        "use one of "
                                + Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "))));
    }
}
