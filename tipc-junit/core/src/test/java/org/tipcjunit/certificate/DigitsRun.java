// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tipcjunit.artifact.StageKind;
import org.tipcjunit.artifact.StageRun;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.CurveEvidence;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Evidence.TextEvidence;
import org.tipcjunit.finding.Evidence.Window;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.process.Command;
import org.tipcjunit.process.ProcessOutcome;
import org.tipcjunit.process.Termination;
import org.tipcjunit.recording.Recording;

/** A run that certified the model digits, with its files in a folder, and variations of it. */
public final class DigitsRun {

    static final Set<Clause> BASE = new TreeSet<>(
            List.of(Clause.CONVERGENCE, Clause.METRIC, Clause.CONSISTENCY, Clause.EXPORT, Clause.DOCUMENTATION));

    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAfbLI3wAAAABJRU5ErkJggg==";

    private final Path folder;

    public DigitsRun(Path folder) {
        this.folder = folder;
        write("image.png", Base64.getDecoder().decode(PICTURE));
        for (StageKind kind : EnumSet.range(StageKind.TRAIN, StageKind.INFER)) {
            write(kind.label() + ".log", ("log of " + kind.label() + "\n").getBytes());
        }
    }

    public CertificateDraft sound() {
        return certification(BASE, BASE.stream().map(this::pass).toList());
    }

    /** Get a sound run of another repository. */
    public CertificateDraft soundOf(String remote) {
        CertificateDraft sound = sound();
        Certificate.Repository repository = sound.repository();
        return new CertificateDraft(
                sound.model(),
                sound.mode(),
                Certificate.Repository.of(repository.path(), remote, repository.commit(), repository.workingTree()),
                sound.environment(),
                sound.run(),
                sound.chain(),
                sound.required(),
                sound.findings(),
                sound.stages(),
                List.of());
    }

    CertificateDraft with(Finding... findings) {
        List<Finding> all = new ArrayList<>(sound().findings());
        all.addAll(List.of(findings));
        return certification(BASE, all);
    }

    CertificateDraft without(Clause clause) {
        return certification(
                BASE, BASE.stream().filter(c -> c != clause).map(this::pass).toList());
    }

    /** Get a sound run with few files, for tests that publish often. */
    CertificateDraft small() {
        CertificateDraft small = certification(Set.of(Clause.METRIC), List.of(pass(Clause.METRIC)));
        return withStages(small, List.of(stage(StageKind.EVALUATE, new Termination.Exited(0))));
    }

    /** Get a run with few files that certifies nothing. */
    CertificateDraft smallFailed() {
        return withStages(small(), List.of(stage(StageKind.TRAIN, new Termination.Exited(1))));
    }

    public CertificateDraft failed() {
        return with(fail(Clause.METRIC, "top1 is 0.91"));
    }

    CertificateDraft certification(Set<Clause> required, List<Finding> findings) {
        List<StageRun> stages = new ArrayList<>();
        for (StageKind kind : EnumSet.range(StageKind.TRAIN, StageKind.INFER)) {
            stages.add(stage(kind, new Termination.Exited(0)));
        }
        return new CertificateDraft(
                "digits",
                "lite_train_lite_infer",
                Certificate.Repository.of(
                        "fixtures/digits",
                        "https://example.org/digits.git",
                        "0123456789abcdef0123456789abcdef01234567",
                        Certificate.WorkingTree.CLEAN),
                Optional.of(environment()),
                new Certificate.Run(
                        Instant.parse("2026-11-24T08:30:00Z"),
                        Duration.ofMillis(93_215),
                        "0.1.0",
                        "1",
                        List.of("train: paddle 42"),
                        Map.of(),
                        new CertifiedIsolation(
                                CertifiedIsolation.State.ISOLATED, "bubblewrap 0.8.0", Map.of("network", "off"))),
                chain(),
                required,
                findings,
                stages,
                List.of());
    }

    private static CertifiedChain chain() {
        return new CertifiedChain(
                "test_tipc/configs/digits/train_infer_python.txt",
                "train_infer_python",
                "ocr",
                "norm_train, CPU, full precision",
                List.of(new CertifiedChain.Declared("metric", "top1", "certification.properties")),
                List.of(new CertifiedChain.DeviationResult(
                        "no-kill-by-name", "F1, F2", "the service is ended by its group")),
                List.of(new CertifiedChain.NotRunResult(
                        "train: norm_train, GPU 0", 4, "needs a GPU that Paddle can use")),
                List.of(
                        new CertifiedChain.CellResult("threads=1", CertifiedChain.CellRun.SCRIPT, ""),
                        new CertifiedChain.CellResult("threads=6", CertifiedChain.CellRun.REPLAY, "within 1e-5")),
                "ended with exit status 0",
                new CertifiedChain.WorkingCopyResult("/copies/digits", "ab".repeat(32), 300));
    }

    Finding pass(Clause clause) {
        return finding(clause, Verdict.PASS, "holds", evidence(clause));
    }

    Finding fail(Clause clause, String summary) {
        return finding(clause, Verdict.FAIL, summary, List.of());
    }

    Finding finding(Clause clause, Verdict verdict, String summary, List<Evidence> evidence) {
        return new Finding(
                clause,
                "@" + clause.id(),
                "digits",
                verdict,
                summary,
                "what the clause demands",
                "what was seen",
                verdict == Verdict.PASS ? "" : "repair the model",
                List.of(Figure.of("top1", 0.9812, ""), Figure.of("duration", 41.2, "s")),
                evidence,
                Optional.empty());
    }

    StageRun stage(StageKind kind, Termination termination) {
        Path log = folder.resolve(kind.label() + ".log");
        Command command = new Command(
                List.of("/opt/python/bin/python", kind.label() + ".py", "--name", "it's digits"), folder, Map.of());
        return new StageRun(
                "digits",
                kind.label(),
                kind,
                folder,
                new ProcessOutcome(command, termination, Duration.ofMillis(12_345), log, List.of()),
                List.of("first line", "last line of " + kind.label()),
                new Recording(folder, List.of()),
                "plainly",
                kind == StageKind.EXPORT ? List.of("evaluate-noise-1") : List.of());
    }

    Path write(String name, byte[] bytes) {
        try {
            return Files.write(Files.createDirectories(folder).resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Evidence> evidence(Clause clause) {
        if (clause.equals(Clause.CONVERGENCE)) {
            return List.of(new CurveEvidence(
                    "Loss",
                    "iteration",
                    "loss",
                    IntStream.rangeClosed(1, 100)
                            .mapToObj(i -> 2.3 * Math.exp(-i / 30.0) + 0.05 * Math.sin(i))
                            .toList(),
                    List.of(new Window("start", 1, 15), new Window("end", 76, 100))));
        }
        if (clause.equals(Clause.CONSISTENCY)) {
            return List.of(
                    new TableEvidence(
                            "Differences",
                            List.of("image", "backend", "max abs"),
                            List.of(List.of("0009.png", "plain", "0"), List.of("0013.png", "onednn", "1.2e-7"))),
                    new FileEvidence("Image 0009", folder.resolve("image.png")));
        }
        return clause.equals(Clause.METRIC) ? List.of(new TextEvidence("Printed metric", "top1: 0.9812")) : List.of();
    }

    private PaddleEnvironment environment() {
        return new PaddleEnvironment(
                Path.of("/opt/python/bin/python"),
                Path.of("/opt/python/lib/python3.9/site-packages"),
                Path.of("/opt/python/lib/python3.9/site-packages/paddle/base/libpaddle.so"),
                "3.9.25",
                "2.6.2",
                "cfc8a6c0e9bd3b7a7c4b4d1f1ce5b0e2ab5c0b1d",
                "Example CPU @ 2.50GHz",
                List.of("avx2", "avx512f"),
                2,
                "Debian GNU/Linux 12, Linux 6.1",
                "provisioned from paddle-2.6.2",
                List.of("numpy==1.26.4", "paddlepaddle==2.6.2"));
    }

    /** Get a certification that differs from another in how it ran. */
    static CertificateDraft changed(CertificateDraft from, UnaryOperator<Certificate.Run> run) {
        return new CertificateDraft(
                from.model(),
                from.mode(),
                from.repository(),
                from.environment(),
                run.apply(from.run()),
                from.chain(),
                from.required(),
                from.findings(),
                from.stages(),
                from.failedTests());
    }

    static CertificateDraft withStages(CertificateDraft from, List<StageRun> stages) {
        return new CertificateDraft(
                from.model(),
                from.mode(),
                from.repository(),
                from.environment(),
                from.run(),
                from.chain(),
                from.required(),
                from.findings(),
                stages,
                from.failedTests());
    }

    static CertificateDraft withoutEnvironment(CertificateDraft from) {
        return new CertificateDraft(
                from.model(),
                from.mode(),
                Certificate.Repository.unknown(from.repository().path()),
                Optional.empty(),
                from.run(),
                from.chain(),
                from.required(),
                from.findings(),
                from.stages(),
                from.failedTests());
    }

    static CertificateDraft withFailedTest(CertificateDraft from, String test) {
        return new CertificateDraft(
                from.model(),
                from.mode(),
                from.repository(),
                from.environment(),
                from.run(),
                from.chain(),
                from.required(),
                from.findings(),
                from.stages(),
                List.of(test));
    }
}
