// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.stage.export;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.stage.Product;
import org.tipcjunit.tensor.TensorValue;

/**
 * Tells the export of inputs that the exported layer is to be asked about; part of a plan where another stage knows some.
 *
 * @param inputs makes the inputs of every call
 */
@API(status = Status.INTERNAL, since = "0.1")
public record AskedInputs(Product<List<List<TensorValue>>> inputs) {}
