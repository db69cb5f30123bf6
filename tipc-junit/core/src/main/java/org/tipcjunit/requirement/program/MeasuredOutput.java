// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Evaluation;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.finding.Verdict;
import org.tipcjunit.requirement.answers.CountedAnswers;
import org.tipcjunit.requirement.answers.CountedAnswers.Count;
import org.tipcjunit.requirement.answers.PrintedShare;

/**
 * Whether a printed share of right answers is that of an output that is deployed: of a network with several heads, one may be
 * evaluated and another one exported or read.
 *
 * <p>Told is only what is plain: scores of one network, counted beside the labels of a data loader, of which the deployed ones are
 * right less often than what was printed.
 *
 * @param counts how often each output of the evaluated network is right
 * @param sources for each output of the exported program, the names of the network's outputs that it may be made of
 * @param read which output of the program the printed decisions are taken from, from 0; empty where that is not known
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MeasuredOutput(List<Count> counts, List<Set<String>> sources, OptionalInt read) {

    public MeasuredOutput {
        counts = List.copyOf(counts);
        sources = sources.stream().map(Set::copyOf).toList();
    }

    /** Find out which outputs of the network that was evaluated are those of a program. */
    public static MeasuredOutput of(MeasuredProgram program, Evaluation evaluation) {
        List<Count> plain = CountedAnswers.of(evaluation).plain();
        List<String> networks = plain.stream().map(Count::network).distinct().toList();
        boolean several = plain.stream().map(Count::output).distinct().count() > 1;
        return networks.size() == 1 && several
                ? new MeasuredOutput(plain, program.sources(networks.get(0)), OptionalInt.empty())
                : new MeasuredOutput(List.of(), List.of(), OptionalInt.empty());
    }

    /** Get the same where it is known which output of the program the printed decisions are taken from. */
    public MeasuredOutput reading(OptionalInt output) {
        return new MeasuredOutput(counts, sources, output);
    }

    /** Get a finding that cannot be judged where the deployed output is right less often; one that did not pass stays as it is. */
    public Finding in(Finding finding, Optional<PrintedShare> printed) {
        Set<String> outputs = deployed();
        List<Count> deployed = counts.stream()
                .filter(count -> outputs.contains(count.output()))
                .toList();
        if (finding.verdict() != Verdict.PASS || printed.isEmpty() || deployed.size() == counts.size()) {
            return finding;
        }
        PrintedShare share = printed.get();
        OptionalDouble best = deployed.stream()
                .flatMapToDouble(count -> count.share(share.rank()).stream())
                .max();
        return best.isEmpty() || !share.exceeds(best.getAsDouble())
                ? finding
                : finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        "the printed " + share.name() + " is not that of the output that is deployed",
                        told(outputs, share.rank()) + "\n" + finding.observed(),
                        "evaluate the output that is exported and that the inference reads, or export the one that is"
                                + " evaluated");
    }

    private Set<String> deployed() {
        return (read.isPresent() && read.getAsInt() < sources.size()
                        ? Stream.of(sources.get(read.getAsInt()))
                        : sources.stream())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private String told(Set<String> deployed, int rank) {
        return counts.stream()
                .filter(count -> count.share(rank).isPresent())
                .sorted(Comparator.comparing(Count::output))
                .map(count -> count.output()
                        + (deployed.contains(count.output()) ? ", which is deployed" : ", which is not deployed")
                        + ": right for "
                        + Quantity.of(count.share(rank).getAsDouble()) + " of "
                        + Quantity.count(count.samples(), "sample") + " at most")
                .collect(Collectors.joining("\n"));
    }
}
