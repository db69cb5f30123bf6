// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.tensor.TensorValue;

/**
 * What sets the exported model of one backbone apart from those of others.
 *
 * @param backbone the backbone's name
 * @param weightDigests SHA-256 of every weight by structured name; empty where they were not seen
 * @param parameterBytes the size of the exported parameters
 * @param outputs what the model said in each run of the inference script, in order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record BackboneModel(
        String backbone, Map<String, String> weightDigests, long parameterBytes, List<List<TensorValue>> outputs) {

    public BackboneModel {
        weightDigests = Map.copyOf(weightDigests);
        outputs = outputs.stream().map(List::copyOf).toList();
    }

    /**
     * Get what sets {@code model} apart.
     *
     * @throws UncheckedIOException if the size of its parameters cannot be read
     */
    public static BackboneModel of(String backbone, ExportedModel model, Inference inference) {
        try {
            return new BackboneModel(
                    backbone,
                    model.export().map(ExportRecord::weightDigests).orElse(Map.of()),
                    Files.size(model.parameters()),
                    inference.runs().stream().map(PredictorRun::outputs).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the size of " + model.parameters(), e);
        }
    }

    /** Find out by what {@code other} is seen to be the same network; empty where it is another one. */
    public Optional<String> sameness(BackboneModel other) {
        if (weightDigests.equals(other.weightDigests)) {
            return Optional.of("all " + Quantity.count(weightDigests.size(), "weight") + " are equal bit for bit");
        }
        if (weightDigests.keySet().equals(other.weightDigests.keySet()) && parameterBytes == other.parameterBytes) {
            return Optional.of("their " + Quantity.count(weightDigests.size(), "weight")
                    + " have the same names, and their parameters the same size (" + parameterBytes + " bytes)");
        }
        if (!outputs.isEmpty() && sameOutputs(other)) {
            return Optional.of("their outputs for all " + Quantity.count(outputs.size(), "batch")
                    + " of test images are equal bit for bit");
        }
        return Optional.empty();
    }

    /** Get the sentence that says so where {@code other} is the same network. */
    public Optional<String> sentenceOnSameness(BackboneModel other) {
        return sameness(other)
                .map(how -> "the model with " + backbone + " is the one with " + other.backbone + ": " + how);
    }

    private boolean sameOutputs(BackboneModel other) {
        return outputs.size() == other.outputs.size()
                && IntStream.range(0, outputs.size())
                        .allMatch(i -> TensorValue.sameBits(outputs.get(i), other.outputs.get(i)));
    }
}
