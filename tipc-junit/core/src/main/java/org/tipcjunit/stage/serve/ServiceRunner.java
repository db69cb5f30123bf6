// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.serve;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.StageFailedException;
import org.tipcjunit.artifact.StageFailure;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.isolation.Loopback;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.serving.PipelineRequest;
import org.tipcjunit.serving.Service;
import org.tipcjunit.serving.ServiceException;
import org.tipcjunit.serving.ServicePorts;
import org.tipcjunit.serving.ServiceSpec;
import org.tipcjunit.serving.ServiceStop;
import org.tipcjunit.stage.PlannedStage;
import org.tipcjunit.stage.StageContext;
import org.tipcjunit.stage.StageRunner;
import org.tipcjunit.stage.Watch;

/**
 * Runs one planned service: starts it, lets it be used, stops it, and turns a bad end into a failure.
 *
 * @param chain the chain that serves
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ServiceRunner(StageContext chain) {

    /** How long a service may load its model. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    /**
     * Start a service, use it, and stop it whatever happens.
     *
     * @param use asks the ready service, and joins its clients to it where that is needed; what it throws is passed on after the
     *     stop
     * @throws StageFailedException if the service does not become ready, ends by itself, or does not let go of its ports
     */
    public <T> Served<T> serve(
            PlannedStage stage,
            Watch watch,
            ServicePorts ports,
            PipelineRequest probe,
            BiFunction<Service, Optional<Loopback>, T> use) {
        Optional<Loopback> loopback = chain.tools().isolation().loopback(List.of(ports.http(), ports.rpc()));
        try {
            return serve(stage.joined(loopback), watch, ports, probe, service -> use.apply(service, loopback));
        } finally {
            loopback.ifPresent(Loopback::close);
        }
    }

    private <T> Served<T> serve(
            PlannedStage stage, Watch watch, ServicePorts ports, PipelineRequest probe, Function<Service, T> use) {
        StageRunner runner = chain.runner();
        Command command = runner.command(stage, watch);
        runner.upstream().begin(stage);
        long start = System.nanoTime();
        Duration left = runner.timeLeft(stage);
        Duration readyLimit = READY_LIMIT.compareTo(left) < 0 ? READY_LIMIT : left;
        Service service;
        chain.tools().listener().stageStarted(stage.name(), stage.log());
        try {
            service = Service.start(
                    new ServiceSpec(
                            chain.plan().model(),
                            command,
                            stage.log(),
                            left,
                            readyLimit,
                            ports,
                            probe,
                            stage.loopback().map(Loopback::folder)),
                    chain.tools().runner(),
                    chain.tools().progress());
        } catch (ServiceException e) {
            runner.spend(Duration.ofNanos(System.nanoTime() - start));
            runner.upstream().end(stage, e.outcome(), false);
            chain.tools().listener().stageEnded(stage.name(), e.outcome());
            throw new StageFailedException(StageFailure.of(
                    runner.observe(stage, e.outcome(), e.printed()).run(),
                    e.summary(),
                    e.expected(),
                    e.observed(),
                    e.remedy()));
        }
        Optional<T> result = Optional.empty();
        Optional<RuntimeException> failed = Optional.empty();
        Optional<ProcessOutcome> ended;
        ServiceStop stop;
        try {
            result = Optional.of(use.apply(service));
        } catch (StageFailedException e) {
            failed = Optional.of(e);
        } finally {
            ended = service.ended();
            stop = service.stop();
            runner.spend(Duration.ofNanos(System.nanoTime() - start));
            runner.upstream().end(stage, stop.outcome(), ended.isEmpty());
            chain.tools().listener().stageEnded(stage.name(), ended.orElse(stop.outcome()));
        }
        boolean dismissed = ended.isEmpty() && failed.isEmpty();
        StageRunner.Observed observed =
                runner.observe(stage, dismissed ? dismissed(stop.outcome()) : stop.outcome(), stop.printed());
        if (ended.isPresent()) {
            // Whatever else failed then failed because of it.
            throw new StageFailedException(StageFailure.of(
                    observed.run(),
                    "the service ended while it was asked: "
                            + ended.get().termination().describe(),
                    "a service that runs until it is stopped",
                    ended.get().ending(),
                    "read the end of its log, and let it answer every request"));
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        if (!stop.stillListening().isEmpty()) {
            throw new StageFailedException(StageFailure.of(
                    observed.run(),
                    "the service was ended, but its ports are still in use",
                    "ports " + ports.http() + " and " + ports.rpc() + " free after the stop",
                    String.join("\n", stop.stillListening()),
                    "let the service start no process that leaves its process group and environment"));
        }
        observed.requireReadable();
        observed.requireWhole(watch);
        return new Served<>(observed.run(), service.startToReady(), stop, result.orElseThrow());
    }

    private static ProcessOutcome dismissed(ProcessOutcome outcome) {
        return new ProcessOutcome(
                outcome.command(), new Termination.Dismissed(), outcome.duration(), outcome.log(), outcome.leftovers());
    }

    /**
     * What came of a service.
     *
     * @param run the service's process
     * @param startToReady the time from its start to its first good answer
     * @param stop how it was stopped
     * @param result what its use gave
     */
    public record Served<T>(StageRun run, Duration startToReady, ServiceStop stop, T result) {}
}
