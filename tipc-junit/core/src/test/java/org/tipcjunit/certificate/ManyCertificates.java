// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.tipcjunit.certificate.Certificate.Repository;
import org.tipcjunit.certificate.Certificate.Run;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Verdict;

/**
 * Makes the certificates of a zoo that nobody trained, always the same, to measure sites with: most models are certified, some are
 * not, and the certificate of every hundredth was changed by hand.
 *
 * <p>As a program: {@code FOLDER [MODELS [CERTIFICATES OF EACH]]}.
 */
public final class ManyCertificates {

    private static final List<String> SUITES = List.of("clas", "det", "seg", "ocr", "nlp", "rec", "gan", "video");
    private static final List<String> FAMILIES =
            List.of("ResNet", "HRNet", "SwinTransformer", "PPLCNet", "MobileNetV3");
    private static final List<String> MODES =
            List.of("lite_train_lite_infer", "whole_train_whole_infer", "whole_infer");
    private static final Instant FIRST = Instant.parse("2026-08-01T03:00:00Z");
    private static final int FAILS = 12;
    private static final int DIRTY = 17;
    private static final int CHANGED = 100;
    private static final int SERVED = 3;
    private static final int COMMIT = 40;

    private final Path folder;
    private final DigitsRun run;
    private final Random random = new Random(1);

    private ManyCertificates(Path folder) {
        this.folder = folder;
        this.run = new DigitsRun(folder.resolve("run"));
    }

    public static void main(String[] arguments) throws IOException {
        write(
                Path.of(arguments[0]),
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500,
                arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3);
    }

    /** Write certificates; each model's older ones lie in its folder {@code superseded}. */
    public static void write(Path folder, int models, int each) throws IOException {
        ManyCertificates many = new ManyCertificates(folder);
        for (int model = 0; model < models; model++) {
            many.model(model, each);
        }
    }

    private void model(int index, int each) throws IOException {
        String suite = SUITES.get(index % SUITES.size());
        String name = FAMILIES.get(index % FAMILIES.size()) + "_" + suite + "_" + index;
        double metric = 0.6 + random.nextDouble() * 0.35;
        Path json = folder;
        for (int build = 0; build < each; build++) {
            Instant started = FIRST.plus(Duration.ofDays(30L * build)).plusSeconds(97L * index);
            CertificateStore store =
                    new CertificateStore(folder.resolve("zoo").resolve(suite).resolve(name), () -> started);
            store.begin();
            boolean fails = build == each - 1 && index % FAILS == 5;
            json = store.publish(draft(index, suite, name, started, metric + 0.01 * random.nextGaussian(), fails))
                    .json();
        }
        if (index % CHANGED == CHANGED - 1) {
            Files.writeString(json.resolveSibling("evidence/stage-train.log"), "better\n", StandardOpenOption.APPEND);
        }
    }

    private CertificateDraft draft(
            int index, String suite, String name, Instant started, double metric, boolean fails) {
        Set<Clause> clauses = new TreeSet<>(DigitsRun.BASE);
        if (index % SERVED == 0) {
            clauses.addAll(List.of(Clause.SERVING, Clause.DEPLOYMENT_DOCUMENTATION));
        }
        Clause failing = List.copyOf(clauses).get(index % clauses.size());
        List<Finding> findings = new ArrayList<>();
        for (Clause clause : clauses) {
            Finding finding = fails && clause.equals(failing)
                    ? run.fail(clause, "what " + name + " shows is not what clause " + clause.id() + " demands")
                    : run.pass(clause);
            findings.add(measured(finding, name, metric));
        }
        CertificateDraft digits = run.sound();
        CertifiedChain chain = digits.chain();
        return new CertificateDraft(
                name,
                MODES.get(index % MODES.size()),
                Repository.of(
                        suite,
                        "https://example.org/zoo/" + suite + ".git",
                        Sha256.of((suite + started)).hex().substring(0, COMMIT),
                        index % DIRTY == 0 ? WorkingTree.DIRTY : WorkingTree.CLEAN),
                digits.environment(),
                new Run(
                        started,
                        Duration.ofMillis(60_000L + random.nextInt(600_000)),
                        "0.1.0",
                        "1",
                        List.of("train: paddle 42"),
                        Map.of(),
                        digits.run().isolation()),
                new CertifiedChain(
                        "test_tipc/configs/" + name + "/train_infer_python.txt",
                        chain.kind(),
                        suite,
                        chain.combination(),
                        chain.declared(),
                        chain.deviations(),
                        chain.notRun(),
                        chain.cells(),
                        chain.preparation(),
                        chain.workingCopy()),
                clauses,
                findings,
                digits.stages(),
                List.of());
    }

    private Finding measured(Finding finding, String name, double metric) {
        List<Figure> figures = finding.clause().equals(Clause.METRIC)
                ? List.of(Figure.of("top1", metric, ""), Figure.of("documented top1", 0.6, ""))
                : List.of(Figure.of("max abs difference (infer.py)", random.nextDouble() * 1e-5, ""));
        return new Finding(
                finding.clause(),
                finding.requirement(),
                name,
                finding.verdict(),
                finding.verdict() == Verdict.PASS
                        ? "holds for " + finding.clause().id()
                        : finding.summary(),
                finding.expected(),
                finding.observed(),
                finding.remedy(),
                figures,
                finding.evidence(),
                finding.stage());
    }
}
