// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.certificate.Certificate;
import org.tipcjunit.certificate.CertificateDraft;
import org.tipcjunit.certificate.CertificateSummary;
import org.tipcjunit.certificate.PublishedCertificate;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certification.advice.Advisor;
import org.tipcjunit.certification.ahead.Ahead;
import org.tipcjunit.certification.foresight.Foresight;
import org.tipcjunit.certification.foresight.ModuleLook;
import org.tipcjunit.certification.foresight.ScriptLook;
import org.tipcjunit.certification.foresight.UnnamedStages;
import org.tipcjunit.certification.selection.TipcRoot;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.FailureMessage;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Subject;
import org.tipcjunit.requirement.documentation.ReadmeSection;
import org.tipcjunit.requirement.training.LossConvergenceJudge;
import org.tipcjunit.stage.ChainPlan;
import org.tipcjunit.stage.Product;
import org.tipcjunit.stage.StageListener;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.serve.ServingPlan;

/**
 * The certification of one model, step by step: demands are judged in any order and by several threads, then it is finished once.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CertificationRun {

    private final Prepared prepared;
    private final SharedTools tools;
    private final Judging judging;
    private final Obstacles obstacles = new Obstacles();

    /** The chain as the judges of demands saw it that were judged ahead. */
    private final Map<Demand<?>, Chain> seen = new ConcurrentHashMap<>();

    private volatile @Nullable Ahead ahead;
    private volatile @Nullable PublishedCertificate published;
    private volatile Certificate.@Nullable Repository repository;

    private CertificationRun(Prepared prepared, SharedTools tools) {
        this.prepared = prepared;
        this.tools = tools;
        this.judging = new Judging(prepared.request().demands(), this::subject);
    }

    /**
     * Start a certification; an older certificate is retired first.
     *
     * @throws org.tipcjunit.config.ConfigException if the config or what is stated about it cannot be used
     * @throws org.tipcjunit.requirement.DemandException if something is demanded that cannot be
     */
    public static CertificationRun start(Request request, SharedTools tools) {
        return start(request, tools, StageListener.none());
    }

    /** Start one whose stages somebody listens to; see {@link #start(Request, SharedTools)}. */
    public static CertificationRun start(Request request, SharedTools tools, StageListener listener) {
        CertificationRun run = new CertificationRun(Preparation.prepare(request, tools, listener), tools);
        run.tellBeforehand();
        return run;
    }

    private Subject subject(Demand<?> demand) {
        return new JudgedModel(demand, prepared, seen.getOrDefault(demand, chain()), this::inference);
    }

    /**
     * Run stages and judge demands ahead of their turns, where that changes nothing but the time; whoever calls this judges all demands,
     * in their order, and stops it.
     *
     * @param beginning is told, in the thread that runs them, of whose stages are run next
     */
    void goAhead(Consumer<Demand<?>> beginning) {
        if (prepared.cores() > 1 && Ahead.hasMemory()) {
            boolean serves = chain().plan().part(ServingPlan.class).isPresent();
            Ahead goingAhead = new Ahead(request().demands(), serves, new Work(beginning));
            ahead = goingAhead;
            goingAhead.start();
        }
    }

    /** Run nothing ahead any more. */
    void stopGoingAhead() {
        Ahead goingAhead = ahead;
        if (goingAhead != null) {
            goingAhead.close();
        }
    }

    /** Tell at once, before hours of training, what can be told by looking; it decides nothing, judges do. */
    private void tellBeforehand() {
        List<Problem> problems = Stream.of(
                        new UnnamedStages(chain().plan(), request().demands()).problems().stream(),
                        foresight().problems().stream(),
                        request().demands().stream().flatMap(demand -> beforehand(demand).stream()))
                .flatMap(told -> told)
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            Sentences sentences = Sentences.in(language());
            tell(model() + ": before anything runs, this can be told:");
            problems.forEach(problem ->
                    tell(model() + ":   " + sentences.problem(problem).replace("\n", "\n    ")));
        }
    }

    private Foresight foresight() {
        int iterations = request().demands().stream()
                .map(Demand::parameters)
                .filter(LossConvergenceJudge.Demanded.class::isInstance)
                .mapToInt(demanded -> ((LossConvergenceJudge.Demanded) demanded).iterations())
                .max()
                .orElse(LossConvergenceJudge.Demanded.defaults().iterations());
        ChainPlan plan = chain().plan();
        return new Foresight(
                plan,
                iterations,
                ScriptLook.at(plan, environment().python(), tools.runner()),
                ModuleLook.at(plan, environment().python(), tools.runner()));
    }

    private List<Problem> beforehand(Demand<?> demand) {
        try {
            return demand.beforehand(new JudgedModel(demand, prepared, chain(), this::inference));
        } catch (RuntimeException e) {
            return List.of(); // Whatever is wrong is found again, and told, when it is judged.
        }
    }

    public Request request() {
        return prepared.request();
    }

    public String model() {
        return chain().plan().model();
    }

    public Chain chain() {
        return prepared.chain();
    }

    /** Get the inference of the chain, whose matrix the certificate shows. */
    public Inference inference() {
        return chain().get(Infer.STAGE);
    }

    public PaddleEnvironment environment() {
        return prepared.environment();
    }

    /**
     * Judge a demand, running the stages that it needs, and keep what was found for the certificate.
     *
     * <p>It is judged although a demand that it builds on failed, and says so; only failed stages leave nothing to judge.
     */
    public Outcome judge(Demand<?> demand) {
        if (!request().demands().contains(demand)) {
            // Its clause would not be required, and nobody looked at its judge.
            throw new IllegalArgumentException(demand.label() + " was not demanded when the certification started");
        }
        Ahead goingAhead = ahead;
        if (goingAhead != null) {
            goingAhead.await(demand);
        }
        Optional<Judging.Failed> failed = judging.failedPrerequisite(demand);
        failed.map(Judging.Failed::finding).ifPresent(other -> obstacles.note(other.requirement(), other.summary()));
        if (failed.filter(Judging.Failed::byStage).isPresent()) {
            Finding other = failed.get().finding();
            return Outcome.obstructed(
                    "%s of %s was not judged because %s, which it builds on, failed: %s"
                                    .formatted(demand.label(), model(), other.requirement(), other.summary())
                            + judging.failedStages(demand).stream()
                                    .map(own ->
                                            "\n" + FailureMessage.of(advisor().advised(own)))
                                    .collect(Collectors.joining()),
                    Optional.empty());
        }
        try {
            Finding finding = advisor().advised(judging.finding(demand));
            return keep(
                    demand,
                    failed.map(other -> finding.restingOn(other.finding())).orElse(finding),
                    failed.isPresent());
        } catch (StageFailedException e) {
            return Outcome.obstructed(unavailable(demand.label(), e), Optional.of(e));
        }
    }

    private Advisor advisor() {
        return new Advisor(
                language(),
                new TipcRoot(chain().plan().facts().repository()).repositoryName(),
                "Paddle " + environment().paddleVersion() + ", Python "
                        + environment().pythonVersion() + ", " + environment().os(),
                chain().plan().facts().workspace());
    }

    private Outcome keep(Demand<?> demand, Finding finding, boolean restsOnFailure) {
        judging.keep(demand, finding);
        if (!finding.isPass()) {
            obstacles.report(finding);
        }
        String message = finding.isPass()
                ? ""
                : finding.verdict() == Verdict.NOT_RUN
                        ? new Problem(
                                        Place.nowhere(),
                                        demand.label() + " of " + model() + " was not judged: " + finding.summary(),
                                        finding.remedy())
                                .text()
                        : FailureMessage.of(finding);
        return new Outcome(finding.verdict(), message, Optional.of(finding), Optional.empty(), restsOnFailure);
    }

    /** Note that a stage failed, and say what is not available because of it. */
    public String unavailable(String wanted, StageFailedException cause) {
        obstacles.note(cause.failure().stage(), cause.failure().summary());
        return "%s of %s is not available because the stage '%s' failed: %s"
                .formatted(
                        wanted,
                        model(),
                        cause.failure().stage(),
                        cause.failure().summary());
    }

    /** Whether the finding that was kept for a demand passed. */
    public boolean hasPassed(Demand<?> demand) {
        return judging.hasPassed(demand);
    }

    /** Get the findings that were kept. */
    public List<Finding> findings() {
        return judging.kept();
    }

    /** Rule certification out, since something failed that is told by no finding. */
    public void markFailed(String what, @Nullable Throwable cause) {
        obstacles.fail(what, cause);
    }

    /** Get the causes of what was not judged that no finding reports. */
    public List<String> unreportedObstacles() {
        return obstacles.unreported();
    }

    /** Write the certificate, or what stands in its way. */
    public PublishedCertificate finish() {
        Set<Clause> required = new HashSet<>(Clause.ofBaseChain());
        request().demands().forEach(demand -> required.add(demand.clause()));
        // A certificate that is found under the name of a service says that it was judged.
        request().service().ifPresent(service -> required.add(Clause.SERVING));
        PublishedCertificate written =
                prepared.writer().write(repository(), chain(), environment(), required, findings(), failures());
        published = written;
        tools.inTurn(() -> chain().finish(
                        written.certificate().isCertified(),
                        tools.isFirstInto(
                                chain().plan().request().run().results(),
                                chain().plan().request().model().configPath() + " in "
                                        + chain().plan().mode())));
        announce(written);
        return written;
    }

    /** What was not run here and now can be judged, and certifies nothing. */
    private List<String> failures() {
        List<String> taken = chain().taken();
        return Stream.concat(
                        obstacles.failures().stream(),
                        taken.isEmpty() ? Stream.of() : Stream.of(CertificateDraft.notRun(taken)))
                .toList();
    }

    /** Get what git says of the repository, as of the first time that it was asked. */
    public Certificate.Repository repository() {
        Certificate.Repository known = repository;
        if (known == null) {
            known = prepared.writer().repository(chain());
            repository = known;
        }
        return known;
    }

    /** Get what was written when the certification ended; empty before. */
    public Optional<PublishedCertificate> published() {
        return Optional.ofNullable(published);
    }

    /** Tell whoever watches the run. */
    public void tell(String line) {
        tools.progress().accept("[tipc] " + line);
    }

    private void announce(PublishedCertificate written) {
        PageWords words = PageWords.in(language());
        String page = String.valueOf(written.html())
                .replaceFirst("\\.html$", language().suffix() + ".html");
        if (written.certificate().isCertified()) {
            tell(words.get("announce.certified", model(), page));
            CertificateSummary.warnings(written.certificate(), words).forEach(this::tell);
        } else {
            tell(words.get("announce.notCertified", model(), page));
            Sentences.in(language())
                    .reasons(written.certificate().reasons(), words)
                    .forEach(reason -> tell(words.get("announce.reason", model(), reason)));
            written.certificate().evidence().stream()
                    .filter(file -> file.title().equals(ReadmeSection.TITLE))
                    .findFirst()
                    .ifPresent(file -> tell(
                            words.get("announce.readme", model(), written.json().resolveSibling(file.path()))));
        }
    }

    /** What is done ahead of turns. */
    private final class Work implements Ahead.Work {

        private final Consumer<Demand<?>> beginning;

        private Work(Consumer<Demand<?>> beginning) {
            this.beginning = beginning;
        }

        @Override
        public void begin(Demand<?> demand) {
            beginning.accept(demand);
        }

        @Override
        public void make(Product<?> product) {
            chain().get(product);
        }

        @Override
        public boolean isHopeful(Demand<?> demand) {
            return beforehand(demand).isEmpty();
        }

        @Override
        public void look(Demand<?> demand) {
            seen.put(demand, chain().asOfNow());
        }

        @Override
        public void judge(Demand<?> demand) {
            if (judging.failedPrerequisite(demand)
                    .filter(Judging.Failed::byStage)
                    .isEmpty()) {
                judging.finding(demand);
            }
        }
    }

    private Language language() {
        Settings settings = request().settings();
        return Language.of(settings.get(Term.LANG), settings.variables());
    }
}
