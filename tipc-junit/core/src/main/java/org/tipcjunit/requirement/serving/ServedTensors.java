// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.artifact.ServiceRun;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Part;
import org.tipcjunit.recording.PredictorRun;
import org.tipcjunit.requirement.tensors.InputDiagnosis;
import org.tipcjunit.requirement.tensors.Rounding;
import org.tipcjunit.requirement.tensors.Samples;
import org.tipcjunit.requirement.tensors.TensorDifference;
import org.tipcjunit.requirement.tensors.TensorOrder;
import org.tipcjunit.requirement.tensors.Tolerance;
import org.tipcjunit.tensor.TensorValue;

/**
 * What went into and came out of a service's predictors, compared with the repository's inference and with the reference.
 *
 * @param part what was found, with a row for every test image
 * @param samples how many samples the service ran
 */
record ServedTensors(Part part, int samples) {

    private static final List<String> HEADER = List.of(
            "image", "runs", "inputs", "against Paddle Inference", "against the inference script", "decisions changed");

    /** Compare; {@code expected} has one sample for each of {@code images}. */
    static ServedTensors of(
            ServiceRun service, String name, Samples expected, List<Path> images, String infer, Rounding rounding) {
        return new TensorComparison(service, name, expected, images, infer, rounding).result();
    }

    /** Cut the runs of the inference script into samples, one for each image where it is so. */
    static Samples expected(Inference inference) {
        return Samples.of(
                inference.runs().stream().map(PredictorRun::inputs).toList(),
                inference.runs().stream().map(PredictorRun::outputs).toList());
    }

    /** One comparison; used once. */
    private static final class TensorComparison {

        private final ServiceRun service;
        private final String name;
        private final Samples expected;
        private final List<Path> images;
        private final String infer;
        private final Tolerance tolerance;
        private final Samples served;
        private final Samples reference;
        private final List<Fault> faults = new ArrayList<>();
        private TensorDifference againstReference = TensorDifference.none();
        private TensorDifference againstScript = TensorDifference.none();

        TensorComparison(
                ServiceRun service, String name, Samples expected, List<Path> images, String infer, Rounding rounding) {
            this.tolerance = Tolerance.ofOptimisedBackends().of(rounding);
            this.service = service;
            this.name = name;
            this.expected = expected;
            this.images = images;
            this.infer = infer;
            List<List<TensorValue>> inputs =
                    service.runs().stream().map(PredictorRun::inputs).toList();
            this.served = Samples.of(
                    inputs, service.runs().stream().map(PredictorRun::outputs).toList());
            this.reference = Samples.of(inputs, service.reference().outputs());
        }

        ServedTensors result() {
            List<List<String>> rows = new ArrayList<>();
            if (!service.reference().error().isEmpty()) {
                faults.add(new Fault(
                        "Paddle Inference cannot say what the service has to answer (" + name + ")",
                        service.reference().error(),
                        "let the service run the exported model on the CPU through Paddle Inference"));
            } else if (reference.size() != served.size()) {
                faults.add(new Fault(
                        "the service's outputs have another form than Paddle Inference's (" + name + ")",
                        served.size() + " samples against " + reference.size(),
                        "serve the model that was exported"));
            } else {
                compare(rows);
            }
            Part part = new Part(
                    faults,
                    List.of(),
                    List.of(Figure.of("max abs difference to the inference script", againstScript.maxAbs(), "")),
                    List.of(new TableEvidence("tensors of the service", HEADER, rows)));
            return new ServedTensors(part, served.size());
        }

        private void compare(List<List<String>> rows) {
            List<List<Integer>> runsOfImages = new ArrayList<>();
            images.forEach(image -> runsOfImages.add(new ArrayList<>()));
            int unknown = -1;
            for (int i = 0; i < served.size(); i++) {
                List<Integer> same = imagesOf(served.inputs().get(i));
                for (int image : same) {
                    runsOfImages.get(image).add(i);
                }
                if (same.isEmpty() && unknown < 0) {
                    unknown = i;
                }
            }
            if (unknown >= 0) {
                faults.add(otherInput(unknown));
            }
            int faulty = -1;
            for (int image = 0; image < images.size(); image++) {
                TensorDifference reference = TensorDifference.none();
                TensorDifference script = TensorDifference.none();
                for (int run : runsOfImages.get(image)) {
                    List<TensorValue> output = served.outputs().get(run);
                    reference = reference.and(TensorDifference.between(
                            output, this.reference.outputs().get(run), tolerance));
                    script = script.and(
                            TensorDifference.between(output, expected.outputs().get(image), tolerance));
                }
                againstReference = againstReference.and(reference);
                againstScript = againstScript.and(script);
                boolean holds = reference.sameBits() && script.within() && script.changedDecisions() == 0;
                if (!holds && faulty < 0) {
                    faulty = image;
                }
                rows.add(row(image, runsOfImages.get(image).size(), reference, script));
            }
            if (faulty >= 0) {
                faults.add(otherOutput(faulty));
            }
            if (unknown < 0) {
                for (int image = 0; image < images.size(); image++) {
                    if (runsOfImages.get(image).isEmpty()) {
                        faults.add(new Fault(
                                "the service never gave its model the image " + fileName(image) + " (" + name + ")",
                                "0 of " + served.size() + " inputs are those of " + infer + " for " + fileName(image),
                                "let the service run its model on every image that it is asked about"));
                        return;
                    }
                }
            }
        }

        private List<String> row(int image, int runs, TensorDifference reference, TensorDifference script) {
            return List.of(
                    fileName(image),
                    String.valueOf(runs),
                    runs == 0 ? "not seen" : "equal bit for bit",
                    runs == 0 ? "-" : reference.sameBits() ? "equal bit for bit" : reference.describe(),
                    runs == 0 ? "-" : script.sameBits() ? "equal bit for bit" : script.describe(),
                    script.changedDecisions() + " of " + script.decisionRows());
        }

        /** Images can have equal inputs, such as copies of one file under two names. */
        private List<Integer> imagesOf(List<TensorValue> inputs) {
            List<Integer> found = new ArrayList<>();
            for (int image = 0; image < expected.size(); image++) {
                List<TensorValue> wanted = expected.inputs().get(image);
                List<TensorValue> aligned = TensorOrder.aligned(inputs, wanted);
                boolean same = aligned.size() == wanted.size();
                for (int i = 0; same && i < wanted.size(); i++) {
                    same = aligned.get(i).sameBits(wanted.get(i));
                }
                if (same) {
                    found.add(image);
                }
            }
            return found;
        }

        /** The first input is that of the request that tells readiness, about the first image; then they come in order. */
        private Fault otherInput(int sample) {
            int image = Math.max(0, sample - 1) % images.size();
            List<TensorValue> wanted = expected.inputs().get(image);
            List<TensorValue> got = TensorOrder.aligned(served.inputs().get(sample), wanted);
            TensorDifference difference = TensorDifference.between(got, wanted, Tolerance.ofOptimisedBackends());
            return new Fault(
                    "the service gives its model another input than " + infer + " (" + name + ")",
                    "input " + (sample + 1) + " of " + served.size() + " is none that " + infer + " prepared; against "
                            + fileName(image) + ": " + difference.describe() + "; "
                            + (got.isEmpty() || wanted.isEmpty()
                                    ? "no tensor to compare"
                                    : InputDiagnosis.of(wanted.get(0), got.get(0))),
                    "prepare images by the same code in the service and in " + infer
                            + " (decoding, size, channel order, scale, mean, std)");
        }

        private Fault otherOutput(int image) {
            String settings = service.reference().settings();
            return new Fault(
                    "the service's model gives another output than Paddle Inference (" + name + ")",
                    fileName(image) + ": against Paddle Inference with the service's settings (" + settings + "): "
                            + describe(againstReference) + "; against " + infer + ": " + describe(againstScript),
                    "serve the model that this run exported, converted by this run; where only the settings differ, see which"
                            + " of them changes decisions");
        }

        private static String describe(TensorDifference difference) {
            return difference.sameBits() ? "equal bit for bit" : difference.describe();
        }

        private String fileName(int image) {
            return String.valueOf(images.get(image).getFileName());
        }
    }
}
