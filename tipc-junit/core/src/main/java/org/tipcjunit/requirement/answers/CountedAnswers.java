// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.answers;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.recording.RecordedProcess;
import org.tipcjunit.recording.Recorder;

/**
 * Whether an evaluation printed a higher share of right answers than the network gave: a comparison that is wrong, or counts
 * samples that are not right.
 *
 * <p>Only a printed share above all that was counted is told, since evaluations take means in many ways, and rightly leave samples out.
 *
 * @param counts what was counted, for each output beside each kind of label
 */
@API(status = Status.INTERNAL, since = "0.1")
public record CountedAnswers(List<Count> counts) {

    public CountedAnswers {
        counts = List.copyOf(counts);
    }

    /**
     * How often an output of a network goes with what a data loader gave beside the samples.
     *
     * @param network the process and the number of the network
     * @param output the name of its output
     * @param samples how many samples
     * @param classes how many scores each has
     * @param different how many different labels there were
     * @param right how many samples have their label as the best score
     * @param shares the highest share, by any mean, of samples whose label is among the best score, the best two, and so on
     * @param plainly what is counted without any mean; empty where that is not known
     */
    public record Count(
            String network,
            String output,
            int samples,
            int classes,
            int different,
            int right,
            List<Double> shares,
            Optional<Plainly> plainly) {

        private static final int FEWEST = 10;
        private static final double DEVIATIONS = 5;

        public Count {
            shares = List.copyOf(shares);
        }

        /** Create one of which only means are known. */
        public Count(
                String network,
                String output,
                int samples,
                int classes,
                int different,
                int right,
                List<Double> shares) {
            this(network, output, samples, classes, different, right, shares, Optional.empty());
        }

        private static Count in(RecordedProcess process, String line) {
            String[] parts = line.split("\t", -1);
            String[] numbers = parts[2].split(" ", -1);
            return new Count(
                    network(process, Integer.parseInt(parts[0])),
                    parts[1],
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    Integer.parseInt(numbers[2]),
                    Integer.parseInt(numbers[3]),
                    Arrays.stream(numbers).skip(4).map(Double::valueOf).toList(),
                    Optional.of(parts).filter(known -> known.length > 3).map(known -> Plainly.in(known[3])));
        }

        /** Get what names a network. */
        public static String network(RecordedProcess process, int number) {
            return process.pid() + "/" + number;
        }

        /** Get the highest share of samples whose label is among so many of the best scores; empty where that was not counted. */
        public OptionalDouble share(int rank) {
            return rank <= shares.size() ? OptionalDouble.of(shares.get(rank - 1)) : OptionalDouble.empty();
        }

        /** Get the rank above that of {@code printed} whose share was printed; empty where none was. */
        private Optional<Integer> moreThan(PrintedShare printed) {
            return plainly.flatMap(known -> IntStream.rangeClosed(
                            printed.rank() + 1, known.right().size())
                    .boxed()
                    .filter(rank -> printed.isAbout(share(known, rank))
                            || printed.isAbout(known.means().get(rank - 1)))
                    .min(Comparator.comparingDouble(rank -> Math.abs(printed.share() - share(known, rank)))));
        }

        private double share(Plainly known, int rank) {
            return (double) known.right().get(rank - 1) / samples;
        }

        /** Whether the labels are plainly of the scores: there is one for each, or they go together far better than by chance. */
        private boolean isPlain() {
            double chance = 1.0 / classes;
            double spread = Math.sqrt(samples * chance * (1 - chance));
            return samples >= FEWEST && (different == classes || right > samples * chance + DEVIATIONS * spread);
        }
    }

    /**
     * What was counted of all samples.
     *
     * @param ofOneLabel how many samples have the most frequent label
     * @param right how many samples have their label among the best score, the best two, and so on
     * @param means the means of the shares of the batches
     */
    public record Plainly(int ofOneLabel, List<Integer> right, List<Double> means) {

        public Plainly {
            right = List.copyOf(right);
            means = List.copyOf(means);
        }

        private static Plainly in(String text) {
            List<String> numbers = List.of(text.split(" ", -1));
            int ranks = (numbers.size() - 1) / 2;
            return new Plainly(
                    Integer.parseInt(numbers.get(0)),
                    numbers.subList(1, 1 + ranks).stream().map(Integer::valueOf).toList(),
                    numbers.subList(1 + ranks, 1 + 2 * ranks).stream()
                            .map(Double::valueOf)
                            .toList());
        }
    }

    /** Get what was counted in an evaluation. */
    public static CountedAnswers of(Evaluation evaluation) {
        return new CountedAnswers(evaluation.stage().recording().processes().stream()
                .flatMap(process -> process.lines(Recorder.ANSWERS_NOTE).map(line -> Count.in(process, line)))
                .toList());
    }

    /** Get how many classes there are where outputs are plainly scores, one for each class, of samples of one class each. */
    public Set<Integer> classes() {
        return plain().stream().map(Count::classes).collect(Collectors.toSet());
    }

    /** Get those of outputs that are plainly scores, one for each class. */
    public List<Count> plain() {
        return counts.stream().filter(Count::isPlain).toList();
    }

    private static Finding ofOneLabel(Finding metric, Count count) {
        return metric.concluding(
                Verdict.CANNOT_JUDGE,
                "all samples of the evaluation have one label, and a network that always says it is right",
                "the labels of " + Quantity.count(count.samples(), "sample")
                        + " that the data loader gave are all the same one of " + count.classes() + " classes\n"
                        + metric.observed(),
                "look at how labels are read (a column that is left out, a default that stands for what is missing), and"
                        + " evaluate on samples of several classes");
    }

    /** Get a finding that cannot be judged where more was printed than was counted; one that did not pass stays as it is. */
    public Finding in(Finding metric, Optional<PrintedShare> printed) {
        List<Count> plain = plain();
        if (metric.verdict() != Verdict.PASS || printed.isEmpty() || plain.isEmpty()) {
            return metric;
        }
        if (plain.stream().allMatch(count -> count.different() == 1 && count.classes() > 1)) {
            return ofOneLabel(metric, plain.get(0));
        }
        Optional<Count> best = printed.flatMap(share -> counts.stream()
                .filter(count -> count.share(share.rank()).isPresent())
                .max(Comparator.comparingDouble(
                        count -> count.share(share.rank()).getAsDouble())));
        // What several outputs say may rightly be put together, and be right more often than each.
        if (plain.size() > 1 || best.isEmpty()) {
            return metric;
        }
        PrintedShare share = printed.orElseThrow();
        double counted = best.get().share(share.rank()).getAsDouble();
        if (!share.exceeds(counted)) {
            return metric;
        }
        Optional<Integer> more = best.get().moreThan(share);
        String counts = "counted from the network's " + best.get().classes()
                + " scores and the labels of the data loader: "
                + Quantity.of(counted) + " of "
                + Quantity.count(best.get().samples(), "sample") + " at most\n";
        return more.isPresent()
                ? metric.concluding(
                        Verdict.CANNOT_JUDGE,
                        share.ofMore(more.get()),
                        counts + metric.observed(),
                        share.remedyOfMore(more.get()))
                : metric.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the printed " + share.name() + " is higher than what the network says gives",
                        counts + metric.observed(),
                        share.remedy());
    }
}
