// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.certificate.LossPlot;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.Sentences;
import org.tipcjunit.certification.terms.Misspellings;
import org.tipcjunit.certification.terms.Seclusion;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.environment.EnvironmentSettings;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.environment.PaddleEnvironments;
import org.tipcjunit.inference.host.PredictorHost;
import org.tipcjunit.isolation.Bubblewrap;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.process.ProcessRunner;
import org.tipcjunit.python.WarmStart;
import org.tipcjunit.recording.Recorder;
import org.tipcjunit.requirement.DemandException;
import org.tipcjunit.serving.FreePorts;
import org.tipcjunit.stage.turn.Meetings;

/**
 * What all certifications of one test run share: environments, processes, and one child JVM for each Paddle library.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class SharedTools implements AutoCloseable {

    private final PaddleEnvironments environments;
    private final ProcessRunner runner = new ProcessRunner();
    private final Planner planner = new Planner();
    private final FreePorts ports = new FreePorts();
    private final Meetings meetings = new Meetings();
    private final LossPlot plot = new LossPlot();
    private final ReentrantLock publishing = new ReentrantLock();
    private final Consumer<String> progress;
    private final EnvironmentSettings environmentSettings;
    private final Map<Path, PredictorHost> predictors = new ConcurrentHashMap<>();
    private final Map<Path, String> certifications = new ConcurrentHashMap<>();
    private Bubblewrap.@Nullable Found bubblewrap;
    private final Set<String> filled = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    private SharedTools(EnvironmentSettings environmentSettings, Consumer<String> console) {
        this.environmentSettings = environmentSettings;
        this.progress = line -> {
            if (!stopped) {
                console.accept(line);
            }
        };
        this.environments = new PaddleEnvironments(environmentSettings, progress);
    }

    public static SharedTools start(Settings settings) {
        EnvironmentSettings system = EnvironmentSettings.ofSystem();
        Map<String, String> variables = new HashMap<>(system.variables());
        settings.get(Term.UV).ifPresent(uv -> variables.put("TIPC_UV", uv));
        Path cache = settings.get(Term.CACHE).map(Path::of).orElse(system.cacheDirectory());
        Consumer<String> progress = new ConsoleProgress(
                System.out, Sentences.progress(Language.of(settings.get(Term.LANG), settings.variables())));
        Stream.of(
                        System.getProperties().stringPropertyNames(),
                        settings.variables().keySet())
                .flatMap(names -> Misspellings.among(names).stream())
                .forEach(sentence -> progress.accept("[tipc] " + sentence));
        return new SharedTools(new EnvironmentSettings(cache, variables), progress);
    }

    public PaddleEnvironments environments() {
        return environments;
    }

    public Planner planner() {
        return planner;
    }

    public FreePorts ports() {
        return ports;
    }

    /** Get what draws the curves of certificates and reports. */
    public LossPlot plot() {
        return plot;
    }

    Meetings meetings() {
        return meetings;
    }

    /** Write what several certifications write into the same files, one after the other. */
    public void inTurn(Runnable writing) {
        publishing.lock();
        try {
            writing.run();
        } finally {
            publishing.unlock();
        }
    }

    public ProcessRunner runner() {
        return runner;
    }

    /** Get the bubblewrap of this machine, or say once why there is none; not looked for where nobody asks for it. */
    synchronized Bubblewrap.Found bubblewrap(Seclusion seclusion) {
        if (!seclusion.asks()) {
            return new Bubblewrap.Found(Optional.empty(), "", "");
        }
        Bubblewrap.Found known = bubblewrap;
        if (known == null) {
            known = Bubblewrap.look(environmentSettings.variables());
            bubblewrap = known;
            if (known.working().isEmpty() && seclusion.mode() == Seclusion.Mode.AUTO) {
                progress.accept(
                        "[tipc] the repository runs with all your rights, since " + known.problem() + ". Mend it: "
                                + known.remedy() + "; or say that you know it: --isolation off, tipc.isolation=off");
            }
        }
        return known;
    }

    public Consumer<String> progress() {
        return progress;
    }

    public Recorder recorder() {
        return new Recorder(environmentSettings.cacheDirectory().resolve("recorder"));
    }

    /** Get what starts scripts in forks; empty, and said so, where it cannot be unpacked. */
    public Optional<WarmStart> warm() {
        Path folder = environmentSettings.cacheDirectory().resolve("warm");
        try {
            return Optional.of(new WarmStart(folder));
        } catch (IOException e) {
            progress.accept("[tipc] scripts are started plainly, as " + folder + " cannot be written: " + e);
            return Optional.empty();
        }
    }

    /** Get what runs predictors of {@code environment} in a child JVM, which starts when it is wanted. */
    public PredictorHost predictors(PaddleEnvironment environment, Path workDirectory) {
        return predictors.computeIfAbsent(
                environment.paddleLibrary(), library -> PredictorHost.create(library, workDirectory, runner));
    }

    /**
     * Keep a folder of results for one certification, lest one that certifies the model hides that another one did not.
     *
     * @param name what messages call the certification, which sets it apart from all others
     * @throws DemandException if another certification of this test run writes there
     */
    public void reserve(Path directory, String name) {
        String other = certifications.putIfAbsent(directory, name);
        if (other != null && !other.equals(name)) {
            throw new DemandException(
                    "%s and %s both write their certificate to %s".formatted(other, name, directory),
                    "Give one of them a name of its own with @TipcModel(name = ...)");
        }
    }

    /** Whether no other combination of the config has put its files there in this test run. */
    public boolean isFirstInto(Path results, String config) {
        return filled.add(results + " " + config);
    }

    /**
     * Stop everything in the middle, as the user wishes: what runs is ended, and nothing more is told, judged or written.
     *
     * @return the logs of the stages that were ended
     */
    public List<Path> stop() {
        stopped = true;
        predictors.values().forEach(PredictorHost::close);
        List<Path> logs = runner.running();
        runner.close();
        return logs;
    }

    /** Whether the user has stopped everything. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Go no further where the user has stopped everything: what ended by that says nothing of a model.
     *
     * @throws CancellationException if he has
     */
    void requireGoingOn() {
        if (stopped) {
            throw new CancellationException("the run is stopped");
        }
    }

    @Override
    public void close() {
        predictors.values().forEach(PredictorHost::close);
        runner.close();
    }
}
