// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tipcjunit.config.ConfigEntry;

/**
 * What a config lists for the inference of a deployed model.
 *
 * @param devices the devices, as {@code True|False} or {@code gpu|cpu}
 * @param mkldnn whether oneDNN is on, for the CPU
 * @param threads numbers of threads, for the CPU
 * @param batches batch sizes
 * @param tensorRt whether TensorRT is on, for the GPU
 * @param precisions precisions
 */
record InferenceLists(
        ConfigEntry devices,
        ConfigEntry mkldnn,
        ConfigEntry threads,
        ConfigEntry batches,
        ConfigEntry tensorRt,
        ConfigEntry precisions) {

    /**
     * One choice from each list.
     *
     * @param gpu whether it is for the GPU
     * @param device the device as the config writes it
     * @param mkldnn an empty text on the GPU
     * @param threads an empty text on the GPU
     * @param batch the batch size
     * @param tensorRt an empty text on the CPU
     * @param precision the precision; {@code fp32} where the lists do not give one
     */
    record Cell(
            boolean gpu,
            String device,
            String mkldnn,
            String threads,
            String batch,
            String tensorRt,
            String precision) {

        Map<String, String> values() {
            return gpu
                    ? DeploymentSteps.cell("device", "gpu", "trt", tensorRt, "precision", precision, "batch", batch)
                    : DeploymentSteps.cell(
                            "device",
                            "cpu",
                            "mkldnn",
                            mkldnn,
                            "threads",
                            threads,
                            "precision",
                            precision,
                            "batch",
                            batch);
        }

        /** Get what upstream's scripts name logs of this cell. */
        String logName() {
            return gpu
                    ? "gpu_usetrt_" + tensorRt + "_precision_" + precision + "_batchsize_" + batch
                    : "cpu_usemkldnn_" + mkldnn + "_threads_" + threads + "_precision_" + precision + "_batchsize_"
                            + batch;
        }

        Optional<String> obstacle() {
            if (!gpu) {
                return Optional.empty();
            }
            return Optional.of(tensorRt.equals("True") ? DeploymentSteps.NEEDS_TENSORRT : DeploymentSteps.NEEDS_GPU);
        }

        /** Get what upstream's scripts name logs of this cell where precisions are run modes such as {@code trt_fp16}. */
        String modeLogName() {
            return (gpu ? "gpu_mode_" + precision : "cpu_usemkldnn_" + mkldnn + "_threads_" + threads + "_mode_paddle")
                    + "_batchsize_" + batch;
        }

        /** Get why the cell cannot run here where precisions are run modes; empty when it can. */
        Optional<String> modeObstacle() {
            if (!gpu) {
                return Optional.empty();
            }
            return Optional.of(
                    precision.startsWith("trt") ? DeploymentSteps.NEEDS_TENSORRT : DeploymentSteps.NEEDS_GPU);
        }
    }

    /** Says why a cell makes no sense; empty when it does. */
    @FunctionalInterface
    interface Rule {
        Optional<String> objection(Cell cell);
    }

    static boolean isCpu(String device) {
        return device.equals("False") || device.equals("cpu");
    }

    static boolean isGpu(String device) {
        return device.equals("True") || device.equals("gpu");
    }

    /**
     * Get the cells in upstream's order: threads, batches and precisions within oneDNN on the CPU; batches within precisions
     * within TensorRT on the GPU.
     *
     * @param precisionsOnCpu whether the precisions are for the CPU, too
     */
    List<Cell> cells(boolean precisionsOnCpu) {
        List<Cell> cells = new ArrayList<>();
        for (String device : devices.elements()) {
            if (isCpu(device)) {
                addCpu(cells, device, precisionsOnCpu ? precisions.elements() : List.of("fp32"));
            } else if (isGpu(device)) {
                addGpu(cells, device);
            }
        }
        return cells;
    }

    private void addCpu(List<Cell> cells, String device, List<String> precisionsOnCpu) {
        for (String oneDnn : mkldnn.elements()) {
            for (String count : threads.elements()) {
                for (String batch : batches.elements()) {
                    for (String precision : precisionsOnCpu) {
                        cells.add(new Cell(false, device, oneDnn, count, batch, "", precision));
                    }
                }
            }
        }
    }

    private void addGpu(List<Cell> cells, String device) {
        for (String trt : tensorRt.elements()) {
            for (String precision : precisions.elements()) {
                for (String batch : batches.elements()) {
                    cells.add(new Cell(true, device, "", "", batch, trt, precision));
                }
            }
        }
    }

    /** Whether {@code rule} objects to {@code cell}, which is then noted with its reason. */
    boolean objected(DeploymentSteps steps, Rule rule, Cell cell) {
        Optional<String> reason = rule.objection(cell);
        reason.ifPresent(text -> steps.doesNotRun("infer " + cell.logName(), cell.gpu() ? precisions : mkldnn, text));
        return reason.isPresent();
    }

    /** Note the devices that no script knows. */
    void noteUnknownDevices(DeploymentSteps steps) {
        devices.elements().stream()
                .filter(device -> !isCpu(device) && !isGpu(device))
                .forEach(device -> steps.doesNotRun("device " + device, devices, "no script knows this device"));
    }

    /** Get the objections of the scripts that all suites have copied, for a quantised or a plain model. */
    static Rule common(boolean quantized) {
        return cell -> {
            if (!cell.gpu()) {
                return quantized && cell.mkldnn().equals("False")
                        ? Optional.of("a quantised model runs on the CPU with oneDNN only")
                        : Optional.empty();
            }
            boolean int8 = cell.precision().contains("int8");
            if (!quantized && int8) {
                return Optional.of("a model that is not quantised has no int8");
            }
            if (cell.tensorRt().equals("False") && (int8 || cell.precision().contains("fp16"))) {
                return Optional.of("this precision needs TensorRT, which the cell switches off");
            }
            return quantized && cell.tensorRt().equals("False")
                    ? Optional.of("a quantised model runs on the GPU with TensorRT only")
                    : Optional.empty();
        };
    }
}
