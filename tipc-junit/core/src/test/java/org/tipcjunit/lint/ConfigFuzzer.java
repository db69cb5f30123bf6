// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.line.LineMap;
import org.tipcjunit.plan.Planner;
import org.tipcjunit.plan.model.PlanRequest;

/**
 * Reads, explains and plans broken configs, which must never end in anything but a result or a rejection with file and line.
 *
 * <p>As a program: {@code ConfigFuzzer [CASES [SEED [FOLDER]]]}, where the folder holds configs to break besides the samples. It
 * ends with status 1 when a case fails, after printing how to repeat it.
 */
final class ConfigFuzzer {

    private static final Path FILE = Path.of("test_tipc/configs/net/train_infer_python.txt");
    private static final Pattern REJECTION =
            Pattern.compile(Pattern.quote(FILE.toString()) + ":[1-9]\\d*: (?s:.+)remedy: (?s:.+)");
    private static final Duration SLOW = Duration.ofSeconds(5);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final List<String> MODES = List.of(
            "lite_train_lite_infer", "whole_train_whole_infer", "whole_infer", "klquant_whole_infer", "nonsense", "");
    private static final List<String> REPOSITORIES = List.of(
            "",
            "PaddlePaddle/PaddleClas",
            "PaddlePaddle/PaddleDetection",
            "PaddlePaddle/PaddleSeg",
            "PaddlePaddle/PaddleRec");

    private static final String SCRIPT = """
            FILENAME=$1
            MODE=$2
            dataline=$(awk 'NR==1, NR==51{print}'  $FILENAME)
            lines=(${dataline})
            model_name=$(func_parser_value "${lines[1]}")
            gpu_list=$(func_parser_value "${lines[3]}")
            epoch_num=$(func_parser_params "${lines[6]}")
            trainer_list=$(func_parser_value "${lines[14]}")
            norm_trainer=$(func_parser_value "${lines[15]}")
            line_num=`grep -n -w "to_static_train_benchmark_params" $FILENAME  | cut -d ":" -f 1`
            to_static_key=$(func_parser_key "${lines[line_num]}")
            """;

    private final List<String> seeds;
    private final Random random;
    private long slowest;
    private int rejected;
    private int planned;
    private int refused;
    private long diagnoses;

    private final Planner planner = new Planner();

    ConfigFuzzer(List<String> seeds, long seed) {
        this.seeds = List.copyOf(seeds);
        this.random = new Random(seed);
    }

    /** What one case found to be wrong. */
    record Failure(int number, String problem, byte[] config) {}

    /** Run {@code cases} cases and get the first one that fails. */
    Optional<Failure> run(int cases) {
        for (int i = 0; i < cases; i++) {
            byte[] config = ConfigMutation.broken(seeds.get(random.nextInt(seeds.size())), random);
            long start = THREADS.getCurrentThreadCpuTime();
            Optional<String> problem = problem(config);
            if (problem.isPresent()) {
                return Optional.of(new Failure(i, problem.get(), config));
            }
            long taken = THREADS.getCurrentThreadCpuTime() - start;
            slowest = Math.max(slowest, taken);
            if (taken > SLOW.toNanos()) {
                return Optional.of(new Failure(i, "took more than " + SLOW, config));
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(byte[] bytes) {
        try {
            ConfigFile config = ConfigFile.of(FILE, bytes);
            Optional<String> mode =
                    Optional.of(MODES.get(random.nextInt(MODES.size()))).filter(name -> !name.isEmpty());
            Optional<String> repository = Optional.of(REPOSITORIES.get(random.nextInt(REPOSITORIES.size())))
                    .filter(name -> !name.isEmpty());
            Map<String, String> scripts =
                    random.nextInt(4) == 0 ? Map.of("test_train_inference_python.sh", SCRIPT) : Map.of();
            for (Diagnosis diagnosis :
                    new Linter().lint(new LintRequest(config, mode, repository, scripts, Optional.of(path -> false)))) {
                diagnoses++;
                if (diagnosis.line() < 1
                        || diagnosis.line() > Math.max(1, config.lines().size())) {
                    return Optional.of("a diagnosis names a line that is not there: " + diagnosis.text());
                }
            }
            LineMap.ofScript(new String(bytes, StandardCharsets.UTF_8), SCRIPT).values(config, "whole_infer");
            return plan(new PlanRequest(
                    config,
                    FILE.toString(),
                    mode.orElse("lite_train_lite_infer"),
                    repository,
                    Map.of(),
                    Optional.empty()));
        } catch (ConfigException e) {
            rejected++;
            return misses(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Optional.of(trace(e));
        }
    }

    private Optional<String> plan(PlanRequest request) {
        try {
            planner.plan(request);
            planned++;
            return Optional.empty();
        } catch (ConfigException e) {
            refused++;
            return misses(e);
        }
    }

    private static Optional<String> misses(ConfigException rejection) {
        return REJECTION.matcher(rejection.getMessage()).matches()
                ? Optional.empty()
                : Optional.of("a rejection without file, line or remedy: " + trace(rejection));
    }

    private static String trace(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.toString());
        Stream.of(thrown.getStackTrace()).limit(12).forEach(frame -> text.append("\n  at ")
                .append(frame));
        return text.toString();
    }

    /** What the cases came to. */
    String summary() {
        return rejected + " rejected by the reader, " + planned + " planned, " + refused + " refused by the planner, "
                + diagnoses + " diagnoses, slowest case " + slowest / 1_000_000 + " ms of processor time";
    }

    static List<String> samples() {
        return Samples.NAMES.stream().map(Samples::text).toList();
    }

    /** Run the fuzzer as a program. */
    public static void main(String[] arguments) {
        int cases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        List<String> seeds = new ArrayList<>(samples());
        if (arguments.length > 2) {
            seeds.addAll(configs(Path.of(arguments[2])));
        }
        ConfigFuzzer fuzzer = new ConfigFuzzer(seeds, seed);
        long start = System.nanoTime();
        Optional<Failure> failure = fuzzer.run(cases);
        System.out.printf(
                "%d cases from %d configs in %.1f s: %s%n",
                cases, seeds.size(), (System.nanoTime() - start) / 1e9, fuzzer.summary());
        failure.ifPresent(found -> {
            System.out.println("case " + found.number() + " of seed " + seed + ": " + found.problem());
            System.out.println(new String(found.config(), StandardCharsets.UTF_8));
            System.exit(1);
        });
    }

    private static List<String> configs(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .map(ConfigFuzzer::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
