// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.program;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
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
 * @param deployed which outputs are deployed
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MeasuredOutput(List<Count> counts, DeployedOutputs deployed) {

    static final String REMEDY =
            "evaluate the output that is exported and that the inference reads, or export the one that is evaluated";

    public MeasuredOutput {
        counts = List.copyOf(counts);
    }

    static String summary(String metric) {
        return "the printed " + metric + " is not that of the output that is deployed";
    }

    /** Find out which outputs of the network that was evaluated are those of a program. */
    public static MeasuredOutput of(MeasuredProgram program, Evaluation evaluation) {
        List<Count> plain = CountedAnswers.of(evaluation).plain();
        List<String> networks = plain.stream().map(Count::network).distinct().toList();
        boolean several = plain.stream().map(Count::output).distinct().count() > 1;
        return networks.size() == 1 && several
                ? new MeasuredOutput(plain, new DeployedOutputs(program.sources(networks.get(0)), Set.of()))
                : new MeasuredOutput(List.of(), new DeployedOutputs(List.of(), Set.of()));
    }

    /** Get the same where it is known which outputs of the program the inference reads. */
    public MeasuredOutput reading(Set<Integer> outputs) {
        return new MeasuredOutput(counts, deployed.reading(outputs));
    }

    /** Get a finding that cannot be judged where the deployed output is right less often; one that did not pass stays as it is. */
    public Finding in(Finding finding, Optional<PrintedShare> printed) {
        Set<String> outputs = deployed.names();
        List<Count> right = counts.stream()
                .filter(count -> outputs.contains(count.output()))
                .toList();
        if (finding.verdict() != Verdict.PASS || printed.isEmpty() || right.size() == counts.size()) {
            return finding;
        }
        PrintedShare share = printed.get();
        OptionalDouble best = right.stream()
                .flatMapToDouble(count -> count.share(share.rank()).stream())
                .max();
        return best.isEmpty() || !share.exceeds(best.getAsDouble())
                ? finding
                : finding.concluding(
                        Verdict.CANNOT_JUDGE,
                        summary(share.name()),
                        told(outputs, share.rank()) + "\n" + finding.observed(),
                        REMEDY);
    }

    private String told(Set<String> outputs, int rank) {
        return counts.stream()
                .filter(count -> count.share(rank).isPresent())
                .sorted(Comparator.comparing(Count::output))
                .map(count -> count.output()
                        + (outputs.contains(count.output()) ? ", which is deployed" : ", which is not deployed")
                        + ": right for "
                        + Quantity.of(count.share(rank).getAsDouble()) + " of "
                        + Quantity.count(count.samples(), "sample") + " at most")
                .collect(Collectors.joining("\n"));
    }
}
