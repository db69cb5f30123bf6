// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.plan.draft.Template;

/**
 * How a script infers.
 *
 * @param line the line with the command
 * @param from the folder that it infers in; empty for the one that it is in
 * @param tellsQuantised whether it tells models that training quantised from others
 * @param devices the line with the list of devices
 * @param cpu the cells on the CPU
 * @param gpu the cells on the GPU
 * @param benchmarkOfCpu what the part for the CPU leaves to that for the GPU
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectInference(
        int line, String from, boolean tellsQuantised, int devices, Cells cpu, Cells gpu, Template benchmarkOfCpu) {

    /**
     * The cells on one kind of device.
     *
     * @param loops the lists that span them, the outermost first
     * @param skips which cells are left out
     * @param command the command of a cell
     * @param log its log
     */
    public record Cells(List<Loop> loops, List<SkipRule> skips, Template command, Template log) {

        public Cells {
            loops = List.copyOf(loops);
            skips = List.copyOf(skips);
        }
    }

    /**
     * One of the lists that span the cells.
     *
     * @param axis what it lists
     * @param line the line with the list
     */
    public record Loop(Axis axis, int line) {}

    /** What cells differ in. */
    public enum Axis {
        MKLDNN,
        THREADS,
        BATCH_SIZE,
        PRECISION,
        TRT;

        /** Get the name of the variable that holds it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
