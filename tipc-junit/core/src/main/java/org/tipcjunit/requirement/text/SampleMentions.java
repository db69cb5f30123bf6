// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.text;

import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.Prediction;

/** How what is printed names the samples that a model is tested with, which are counted from 0. */
@API(status = Status.INTERNAL, since = "0.1")
public sealed interface SampleMentions permits ImageMentions, TextMentions {

    /** Get the mentions of the samples of a prediction. */
    static SampleMentions of(Prediction prediction) {
        return prediction.texts().isEmpty()
                ? new ImageMentions(prediction.images())
                : TextMentions.of(prediction.texts());
    }

    int count();

    /** Get what names a sample in messages. */
    String name(int sample);

    /** Find the lines about a sample. */
    List<ResultLine> about(int sample, List<String> lines);

    /** Find the lines that say a result without naming a sample; none where there are several. */
    default List<ResultLine> unnamed(List<String> lines) {
        return count() == 1 ? ResultLine.unnamed(lines) : List.of();
    }

    /** Get what a sample is called: image or text. */
    String noun();

    /** Get what scripts print beside results. */
    String namedBy();

    /** Find the lines about a sample; where it is the only one and no line names it, those that say a result. */
    default List<ResultLine> aboutOrUnnamed(int sample, List<String> lines) {
        List<ResultLine> named = about(sample, lines);
        return named.isEmpty() ? unnamed(lines) : named;
    }

    /** Get all samples. */
    default IntStream all() {
        return IntStream.range(0, count());
    }
}
