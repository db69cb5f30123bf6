// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.selection;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.terms.DeclaredModel;

/**
 * One certification of those that several configs ask for.
 *
 * @param displayName what reports call it
 * @param model the model
 * @param chosen what of the config is certified
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PlannedCertification(String displayName, DeclaredModel model, ChosenCombination chosen) {}
