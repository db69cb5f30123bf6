// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.tensor.DataType;

/**
 * What a program file says about its tensors, in either format. Paddle's own functions for this refuse some types in Paddle
 * 2.6, and call every type of a PIR program float32 in Paddle 3.3.
 *
 * @param parameterCount the number of tensors that it needs from the parameter file
 * @param types the element types of tensors by name, inputs and outputs at least, without those that {@link DataType} lacks
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ProgramSummary(int parameterCount, Map<String, DataType> types) {

    public ProgramSummary {
        types = Map.copyOf(types);
    }
}
