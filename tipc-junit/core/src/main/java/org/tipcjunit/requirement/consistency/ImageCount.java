// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.consistency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.Prediction;
import org.tipcjunit.digest.Sha256;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Quantity;
import org.tipcjunit.recording.DigestedCall;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.text.ScriptName;
import org.tipcjunit.tensor.TensorValue;

/**
 * How many different samples the network saw, held against the test images.
 *
 * @param predict the name of the prediction script
 * @param infer the name of the inference script
 * @param predicted different samples of prediction
 * @param inferred different samples of inference
 * @param both different samples of both
 * @param digested how many of these are known by their digests only
 * @param images the test images
 * @param wanted how many different ones there are
 * @param sample what a sample is called: image or text
 */
record ImageCount(
        String predict,
        String infer,
        int predicted,
        int inferred,
        int both,
        int digested,
        int images,
        int wanted,
        String sample) {

    static ImageCount of(
            Prediction prediction,
            ExportedModel exported,
            Inference inference,
            List<List<TensorValue>> predicted,
            List<List<TensorValue>> inferred,
            List<List<TensorValue>> paired) {
        List<DigestedCall> layer = prediction.stage().recording().processes().stream()
                .flatMap(process -> process.digestedCalls().stream())
                .filter(call -> !call.isPredictorRun())
                .toList();
        List<DigestedCall> runs = runs(exported, inference);
        int least = prediction.samples();
        Set<String> ofLayer = keys(predicted, layer);
        Set<String> known = tensors(ofLayer);
        Set<String> ofRuns = keys(inferred, runs);
        Set<String> pairs = keys(paired, List.of());
        // A layer may take more than the program does, so that tensors are looked up one by one.
        runs.stream()
                .flatMap(run -> SeenSamples.of(run).stream())
                .filter(key -> known.containsAll(tensors(Set.of(key))))
                .forEach(pairs::add);
        int digests = pairs.size() - keys(paired, List.of()).size();
        int both = SeenSamples.count(paired, Math.max(0, least - digests)) + digests;
        return new ImageCount(
                ScriptName.of(prediction.stage()),
                ScriptName.of(inference.stage()),
                ofLayer.size(),
                ofRuns.size(),
                both,
                digests,
                least,
                both >= least ? least : wanted(prediction, both, predicted, inferred),
                prediction.sample());
    }

    static ImageCount ofExportedLayer(Prediction prediction, ExportedModel exported, Inference inference) {
        List<List<TensorValue>> inputs =
                inference.runs().stream().map(PredictorRun::inputs).toList();
        int least = prediction.samples();
        int digests = keys(inputs, runs(exported, inference)).size()
                - keys(inputs, List.of()).size();
        int seen = SeenSamples.count(inputs, Math.max(0, least - digests)) + digests;
        return new ImageCount(
                ScriptName.of(prediction.stage()),
                ScriptName.of(inference.stage()),
                Integer.MAX_VALUE,
                seen,
                seen,
                digests,
                least,
                seen >= least ? least : wanted(prediction, seen, inputs, inputs),
                prediction.sample());
    }

    /** Get what is wrong where images were left out. */
    List<Fault> fault() {
        if (both >= wanted) {
            return List.of();
        }
        boolean skipped = predicted < wanted || inferred < wanted;
        String who = predicted < wanted && inferred < wanted
                ? predict + " and " + infer
                : predicted < wanted ? predict : infer;
        String summary = skipped
                ? who + " ran " + Math.min(predicted, inferred) + " of " + Quantity.count(wanted, "test " + sample)
                : predict + " and " + infer + " ran different " + sample + "s";
        return List.of(new Fault(
                summary,
                (predicted == Integer.MAX_VALUE
                                ? ""
                                : Quantity.count(predicted, "different input") + " in " + predict + ", ")
                        + Quantity.count(inferred, "different input") + " in " + infer + ", " + both
                        + " of them paired; "
                        + Quantity.count(images, "test " + sample)
                        + (images == wanted ? "" : ", of which " + wanted + " are different ones"),
                "run the network on every test " + sample + " in both scripts, each " + sample + " once"
                        + (sample.equals("text") ? "; if the file is one text, name the folder that it lies in" : "")));
    }

    private static List<DigestedCall> runs(ExportedModel exported, Inference inference) {
        return inference.stage().recording().processes().stream()
                .flatMap(process -> process.digestedCalls().stream())
                .filter(DigestedCall::isPredictorRun)
                .filter(run -> exported.isRunBy(new PredictorRun(0, run.model(), "", Map.of(), List.of(), List.of())))
                .toList();
    }

    private static Set<String> keys(List<List<TensorValue>> calls, List<DigestedCall> later) {
        Set<String> keys = new LinkedHashSet<>();
        calls.forEach(call -> keys.addAll(SeenSamples.of(call)));
        later.forEach(call -> keys.addAll(SeenSamples.of(call)));
        return keys;
    }

    private static Set<String> tensors(Set<String> keys) {
        Set<String> tensors = new HashSet<>();
        keys.forEach(key -> tensors.addAll(List.of(key.split(","))));
        return tensors;
    }

    /**
     * Get how many different samples there are at least. Texts may become equal inputs, by what a vocabulary does not know: where
     * both scripts ran all of them, half of the different ones are enough.
     */
    private static int wanted(
            Prediction prediction, int both, List<List<TensorValue>> predicted, List<List<TensorValue>> inferred) {
        if (prediction.texts().isEmpty()) {
            return Math.min(prediction.images().size(), different(prediction.images()));
        }
        int different = prediction.texts().different();
        boolean all = Stream.of(predicted, inferred)
                .allMatch(calls ->
                        calls.stream().mapToLong(TensorValue::batchSize).sum() >= prediction.samples());
        return all && 2 * both >= different ? Math.min(both, different) : different;
    }

    /** Get how many files have different contents; files that cannot be read are different ones. */
    private static int different(List<Path> files) {
        Set<String> contents = new HashSet<>();
        for (Path file : files) {
            try {
                contents.add(Sha256.of(file).hex());
            } catch (IOException e) {
                contents.add(file.toString());
            }
        }
        return contents.size();
    }
}
