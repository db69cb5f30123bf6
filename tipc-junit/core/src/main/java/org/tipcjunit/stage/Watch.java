// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.recording.RecordingKind;
import org.tipcjunit.tensor.TensorValue;

/**
 * What the recorder is to see of a stage.
 *
 * @param kinds what is recorded
 * @param whole whether a part of the recording must not pass for all of it. What an export or an evaluation did not record
 *     is missed by whoever needs it, and a layer without a dygraph form may be exported all the same
 * @param inputs what the exported layer is to be asked, one entry a call; empty for nothing
 * @param study what is to be looked at in the exported layer
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Watch(
        Set<RecordingKind> kinds, boolean whole, Optional<List<List<TensorValue>>> inputs, ChainRequest.Study study) {

    public Watch {
        kinds = Set.copyOf(kinds);
    }

    /** Watch for a series of {@code kinds} that must be whole. */
    public static Watch wholly(RecordingKind... kinds) {
        return new Watch(Set.of(kinds), true, Optional.empty(), ChainRequest.Study.none());
    }

    /** Watch for {@code kinds}, of which some may be missing. */
    public static Watch partly(RecordingKind... kinds) {
        return new Watch(Set.of(kinds), false, Optional.empty(), ChainRequest.Study.none());
    }

    /** Get the same with inputs for the exported layer. */
    public Watch withInputs(Optional<List<List<TensorValue>>> calls) {
        return new Watch(kinds, whole, calls, study);
    }

    /** Get the same with a study of the exported layer. */
    public Watch withStudy(ChainRequest.Study other) {
        return new Watch(kinds, whole, inputs, other);
    }
}
