// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.problem.Place;
import org.tipcjunit.problem.Problem;

/**
 * Something that is not as demanded; what is expected is said by the demand.
 *
 * @param problem what, what was seen with numbers, and what to do
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Fault(Problem problem) {

    /** Create a fault of a sentence, what was seen with numbers, and what to do. */
    public Fault(String summary, String detail, String remedy) {
        this(new Problem(Place.nowhere(), summary, "", detail, remedy));
    }

    /** Get what is not as demanded, in one sentence. */
    public String summary() {
        return problem.what();
    }

    /** Get what was seen, with numbers. */
    public String detail() {
        return problem.observed();
    }

    /** Get what to do. */
    public String remedy() {
        return problem.remedy();
    }

    /** Get what was seen of all of them, each on a line of its own. */
    static String details(List<Fault> faults) {
        return faults.stream().map(Fault::detail).collect(Collectors.joining("\n"));
    }

    /** Get them as one fault that says to do what any of them says, each thing once; none where there is none. */
    public static List<Fault> withAllRemedies(List<Fault> faults) {
        return faults.isEmpty()
                ? List.of()
                : List.of(new Fault(
                        faults.get(0).summary(),
                        details(faults),
                        faults.stream().map(Fault::remedy).distinct().collect(Collectors.joining("\n"))));
    }

    /** Get them so that what was seen of all but the first, whose summary is told anyway, says what it is about. */
    public static List<Fault> withSummaries(List<Fault> faults) {
        return IntStream.range(0, faults.size())
                .mapToObj(i -> i == 0 ? faults.get(0) : faults.get(i).withSummary())
                .toList();
    }

    private Fault withSummary() {
        return new Fault(summary(), summary() + ": " + detail(), remedy());
    }
}
