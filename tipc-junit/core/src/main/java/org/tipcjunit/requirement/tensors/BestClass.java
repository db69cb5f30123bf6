// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.tensors;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The class with the highest score of an image.
 *
 * @param number its number, from 0
 * @param score its score, as the output holds it
 * @param share what softmax makes of the score
 */
@API(status = Status.INTERNAL, since = "0.1")
public record BestClass(int number, double score, double share) {}
