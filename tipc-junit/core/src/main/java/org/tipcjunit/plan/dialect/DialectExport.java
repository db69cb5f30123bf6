// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;

/**
 * How a script exports what it trained.
 *
 * @param exports whether it does so at all
 * @param command the command
 * @param withoutWeights the command for models whose weights it forgets to name
 * @param onnx the command that comes first where the config asks for ONNX, too
 * @param onnxLine the line that asks for it; -1 when there is none
 * @param log the log
 * @param inferenceDir the line with the folder below the exported model's; -1 when there is none
 * @param inferenceDirStrict whether that folder has to be given for its line to be heeded
 * @param modelDir the folder that inference takes the model from
 * @param images the images for that model
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectExport(
        boolean exports,
        Template command,
        Template withoutWeights,
        Template onnx,
        int onnxLine,
        Template log,
        int inferenceDir,
        boolean inferenceDirStrict,
        Template modelDir,
        Template images) {}
