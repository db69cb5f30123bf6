// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;

/**
 * How a script infers models that the config brings instead of training them.
 *
 * @param models the line with the list of models
 * @param exports the line with the commands that export them
 * @param quantised the line that tells which of them are quantised
 * @param export the command that exports one
 * @param exportTo where to
 * @param exportFolder the folder for that, where it is given
 * @param images the images for these models
 * @param modes the line with the list of inference modes; -1 when there are none
 * @param exportsOfModes the line with the command that exports, by inference mode
 * @param exportOfMode the command that exports for an inference mode
 * @param modelOfMode the model that this makes
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectGivenModels(
        int models,
        int exports,
        int quantised,
        Template export,
        ExportTo exportTo,
        Template exportFolder,
        Template images,
        int modes,
        Map<String, Integer> exportsOfModes,
        Template exportOfMode,
        Template modelOfMode) {

    public DialectGivenModels {
        exportsOfModes = Collections.unmodifiableMap(new LinkedHashMap<>(exportsOfModes));
    }

    /** Where a script exports a model to. */
    public enum ExportTo {
        /** Where it is. */
        SAME,
        /** The folder above. */
        PARENT,
        /** The folder {@code static} below. */
        STATIC,
        /** A folder beside it, whose name ends in {@code _klquant}. */
        KLQUANT,
        /** A folder that the dialect names. */
        GIVEN
    }
}
