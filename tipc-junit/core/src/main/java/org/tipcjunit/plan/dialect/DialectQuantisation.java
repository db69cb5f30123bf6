// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How a script infers models that are quantised offline.
 *
 * @param dialect the name of the dialect that it has for these models; empty when it is the same
 * @param isPart whether this is such a dialect
 * @param readsNothing whether a mistake keeps it from reading the config at all
 * @param flagOfConfig whether the config says which models are quantised; otherwise all are
 * @param line the line with the command that quantises, where that comes before any inference of given models; -1 for none
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectQuantisation(
        String dialect, boolean isPart, boolean readsNothing, boolean flagOfConfig, int line) {}
