// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.environment.PaddleEnvironment;
import org.tipcjunit.finding.Figure;

/**
 * What one run found out about one model, in the words and order of {@code certificate.json}.
 *
 * <p>Immutable; no component is {@code null}, and what is not known says {@value #UNKNOWN}.
 *
 * @param schemaVersion the version of the JSON's form, see {@code certificate.schema.json}
 * @param model the model's name
 * @param mode the TIPC mode, such as {@code lite_train_lite_infer}
 * @param verdict whether this run certifies the model
 * @param reasons why not, one sentence each; empty exactly when certified
 * @param repository what was certified
 * @param environment what it ran on
 * @param run when and how it ran
 * @param chain what the config asks for, what was made of it, and what was not
 * @param clauses every clause that is required or was judged, in the guide's order
 * @param stages the stages that ran, in order
 * @param renderer what made the pages beside the JSON; pages are compared only by the same
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Certificate(
        int schemaVersion,
        String model,
        String mode,
        Conclusion verdict,
        List<String> reasons,
        Repository repository,
        Environment environment,
        Run run,
        CertifiedChain chain,
        List<ClauseResult> clauses,
        List<StageResult> stages,
        String renderer) {

    /** The version of the JSON's form that this library writes. */
    public static final int SCHEMA_VERSION = 5;

    /** The oldest version of the JSON's form that this library reads. */
    public static final int OLDEST_SCHEMA_VERSION = 2;

    /** What stands where a fact could not be found out. */
    public static final String UNKNOWN = "unknown";

    public Certificate {
        reasons = List.copyOf(reasons);
        clauses = List.copyOf(clauses);
        stages = List.copyOf(stages);
        if ((verdict == Conclusion.CERTIFIED) != reasons.isEmpty()) {
            throw new IllegalArgumentException("a model is certified exactly when nothing speaks against it");
        }
    }

    /** Whether this run certifies the model. */
    @JsonIgnore
    public boolean isCertified() {
        return verdict == Conclusion.CERTIFIED;
    }

    /** Whether a run certifies its model. */
    public enum Conclusion {
        CERTIFIED,
        NOT_CERTIFIED
    }

    /** What a run concluded on a clause; a clause that could not be judged counts as not run. */
    public enum ClauseStatus {
        PASS,
        FAIL,
        NOT_RUN
    }

    /** Whether the repository held changes that its commit does not. */
    public enum WorkingTree {
        CLEAN,
        DIRTY,
        UNKNOWN
    }

    /** What a file of evidence is. */
    public enum EvidenceKind {
        FILE,
        IMAGE,
        TABLE,
        CURVE,
        PLOT,
        TEXT,
        LOG
    }

    /**
     * The repository that was certified.
     *
     * @param path the repository's folder, relative to the build where possible
     * @param remote where it was cloned from, or {@value Certificate#UNKNOWN}
     * @param commit the full commit id, or {@value Certificate#UNKNOWN}
     * @param workingTree whether there were uncommitted changes
     * @param differences what ran and is not as in the commit, one sentence each; empty exactly when nothing is
     * @param beside what was used and lies in no commit, such as data that git ignores
     */
    public record Repository(
            String path,
            String remote,
            String commit,
            WorkingTree workingTree,
            List<String> differences,
            List<Beside> beside) {

        public Repository {
            remote = orUnknown(remote);
            commit = orUnknown(commit);
            differences = List.copyOf(differences);
            beside = List.copyOf(beside);
        }

        /** Get a repository of which nothing was used but what lies in its commit. */
        public static Repository of(String path, String remote, String commit, WorkingTree workingTree) {
            return new Repository(path, remote, commit, workingTree, List.of(), List.of());
        }

        /** Get the state of a folder of which git knows nothing. */
        public static Repository unknown(String path) {
            return Repository.of(path, UNKNOWN, UNKNOWN, WorkingTree.UNKNOWN);
        }
    }

    /**
     * Something that was used and that no commit holds.
     *
     * @param what what it is, such as {@code data that git ignores}
     * @param path where it lies
     * @param files how many files it is; 0 when that is not known
     * @param sha256 the digest of the file, or of the names and digests of all files; {@value Certificate#UNKNOWN} without one
     */
    public record Beside(String what, String path, long files, String sha256) {

        public Beside {
            sha256 = orUnknown(sha256);
        }
    }

    /**
     * What the stages ran on.
     *
     * @param python the version of Python
     * @param interpreter the path of Python
     * @param paddle the version of Paddle
     * @param paddleCommit the commit Paddle was built from
     * @param cpu the processor's model name
     * @param cpuFlags the processor's flags, as the kernel names them
     * @param cpus the processors that the run could use; 0 when unknown
     * @param os the operating system
     * @param origin how the environment was found or provisioned
     * @param packages the installed Python packages, {@code name==version}
     */
    public record Environment(
            String python,
            String interpreter,
            String paddle,
            String paddleCommit,
            String cpu,
            List<String> cpuFlags,
            int cpus,
            String os,
            String origin,
            List<String> packages) {

        public Environment {
            python = orUnknown(python);
            interpreter = orUnknown(interpreter);
            paddle = orUnknown(paddle);
            paddleCommit = orUnknown(paddleCommit);
            cpu = orUnknown(cpu);
            os = orUnknown(os);
            origin = orUnknown(origin);
            cpuFlags = List.copyOf(cpuFlags);
            packages = List.copyOf(packages);
        }

        /** Get what a certificate says of an environment. */
        public static Environment of(PaddleEnvironment environment) {
            return new Environment(
                    environment.pythonVersion(),
                    environment.python().toString(),
                    environment.paddleVersion(),
                    environment.paddleCommit(),
                    environment.cpuModel(),
                    environment.cpuFlags(),
                    environment.cpus(),
                    environment.os(),
                    environment.origin(),
                    environment.packages());
        }

        /** Get what a certificate says when there was no environment to run in. */
        public static Environment unknown() {
            return new Environment(
                    UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, List.of(), 0, UNKNOWN, UNKNOWN, List.of());
        }
    }

    /**
     * When and how the run took place.
     *
     * @param started when it started
     * @param duration how long it took, wall-clock
     * @param toolVersion the version of tipc-junit
     * @param threads the threads that each stage was given, as a number or {@value Certificate#UNKNOWN}
     * @param seeds the seeds that were set, one text each, such as {@code train: paddle 42}
     * @param overrides settings that changed the commands, such as {@code tipc.train.args}, by name
     * @param isolation whether the repository's commands were kept from the rest of the machine
     */
    public record Run(
            Instant started,
            @JsonProperty("seconds") Duration duration,
            String toolVersion,
            String threads,
            List<String> seeds,
            Map<String, String> overrides,
            CertifiedIsolation isolation) {

        public Run {
            toolVersion = orUnknown(toolVersion);
            threads = orUnknown(threads);
            seeds = List.copyOf(seeds);
            overrides = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(overrides)));
        }
    }

    /**
     * What the run concluded on one clause.
     *
     * @param clause the clause's number in the guide
     * @param title what it demands
     * @param required whether the model must fulfil it to be certified
     * @param status the worst of the findings
     * @param reason one sentence for the status
     * @param findings what the tests found, the worst first
     */
    public record ClauseResult(
            String clause,
            String title,
            boolean required,
            ClauseStatus status,
            String reason,
            List<FindingResult> findings) {

        public ClauseResult {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What one test found.
     *
     * @param requirement the annotation's name
     * @param status what it concluded
     * @param summary one sentence
     * @param expected what the clause demands, with numbers
     * @param observed what was seen, with numbers
     * @param remedy what to do; empty on a pass
     * @param figures numbers measured
     * @param evidence the files that support it
     * @param stage the name of the stage it is mostly about; empty for none
     */
    public record FindingResult(
            String requirement,
            ClauseStatus status,
            String summary,
            String expected,
            String observed,
            String remedy,
            List<FigureResult> figures,
            List<EvidenceFile> evidence,
            String stage) {

        public FindingResult {
            figures = List.copyOf(figures);
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Something that was measured or seen.
     *
     * @param name what was measured
     * @param value the value; certificates of schema version 2 hold every number as text
     * @param unit the unit; empty for a plain number
     */
    public record FigureResult(String name, Figure.Value value, String unit) {}

    /**
     * A file of evidence.
     *
     * @param title its heading
     * @param kind what it is
     * @param path where it lies, relative to the certificate
     * @param sha256 the digest of its bytes, 64 lower-case hexadecimal digits
     * @param bytes its size
     */
    public record EvidenceFile(String title, EvidenceKind kind, String path, String sha256, long bytes) {

        static final long LARGEST_PARAMETERS = 32L << 20;

        /** Whether it holds parameters, which may be kept elsewhere; everything else is what a verdict rests on. */
        @JsonIgnore
        boolean isParameters() {
            return kind == EvidenceKind.FILE && path.matches(".*\\.(pdiparams|pdparams|pdopt|safetensors)");
        }

        /** Whether its digest is stated without a copy of it. */
        @JsonIgnore
        boolean isStatedOnly() {
            return isParameters() && bytes > LARGEST_PARAMETERS;
        }
    }

    /**
     * A stage that ran.
     *
     * @param name the stage's name
     * @param kind the kind of stage
     * @param command the command as a POSIX shell would take it
     * @param workingDirectory the folder it ran in
     * @param ended how it ended, such as {@code exit status 0}
     * @param succeeded whether it ended by itself with status 0
     * @param duration how long it took, wall-clock
     * @param leftovers processes that it left behind
     * @param started how its script was started, {@code unknown} in certificates that do not say
     * @param beside what ran at the same time, by name; none in certificates that do not say
     * @param log its log; empty only when the log was missing
     */
    public record StageResult(
            String name,
            String kind,
            String command,
            String workingDirectory,
            String ended,
            boolean succeeded,
            @JsonProperty("seconds") Duration duration,
            List<String> leftovers,
            String started,
            List<String> beside,
            List<EvidenceFile> log) {

        public StageResult {
            beside = List.copyOf(beside);
            leftovers = List.copyOf(leftovers);
            log = List.copyOf(log);
        }
    }

    /** Get every file of evidence, in order, each path once. */
    public List<EvidenceFile> evidence() {
        Map<String, EvidenceFile> files = new LinkedHashMap<>();
        List<EvidenceFile> all = new ArrayList<>();
        clauses.forEach(clause -> clause.findings().forEach(finding -> all.addAll(finding.evidence())));
        stages.forEach(stage -> all.addAll(stage.log()));
        all.forEach(file -> files.putIfAbsent(file.path(), file));
        return List.copyOf(files.values());
    }

    static String orUnknown(String fact) {
        return fact.isBlank() ? UNKNOWN : fact;
    }
}
