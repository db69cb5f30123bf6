// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.finding;

import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What one part of a judgement found; a finding is made of several.
 *
 * @param faults what is wrong
 * @param unjudged what could not be judged
 * @param figures what was measured
 * @param evidence what supports it
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Part(List<Fault> faults, List<Fault> unjudged, List<Figure> figures, List<Evidence> evidence) {

    public Part {
        faults = List.copyOf(faults);
        unjudged = List.copyOf(unjudged);
        figures = List.copyOf(figures);
        evidence = List.copyOf(evidence);
    }

    /** Get a part that found nothing. */
    public static Part none() {
        return new Part(List.of(), List.of(), List.of(), List.of());
    }

    /** Get a part that found faults only. */
    public static Part faulty(List<Fault> faults) {
        return new Part(faults, List.of(), List.of(), List.of());
    }

    /** Get a part that could not be judged. */
    public static Part unjudged(Fault... unjudged) {
        return new Part(List.of(), List.of(unjudged), List.of(), List.of());
    }

    /** Get a part that only shows something. */
    public static Part showing(Evidence... evidence) {
        return new Part(List.of(), List.of(), List.of(), List.of(evidence));
    }

    /** Get a part that only measured something. */
    public static Part measuring(Figure... figures) {
        return new Part(List.of(), List.of(), List.of(figures), List.of());
    }

    /** Get this part followed by another one. */
    public Part plus(Part other) {
        return new Part(
                join(faults, other.faults),
                join(unjudged, other.unjudged),
                join(figures, other.figures),
                join(evidence, other.evidence));
    }

    /** Get this part without its faults, where another one has told them already. */
    public Part withoutFaults() {
        return new Part(List.of(), unjudged, figures, evidence);
    }

    /** Get this part without what could not be judged. */
    public Part withoutUnjudged() {
        return new Part(faults, List.of(), figures, evidence);
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
