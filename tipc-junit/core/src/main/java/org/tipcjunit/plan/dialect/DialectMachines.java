// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How a script goes through a config's devices.
 *
 * @param gpus the line with the list of devices
 * @param useGpu the line that switches GPUs on
 * @param useGpuBy what a training gets for it
 * @param visible where CUDA_VISIBLE_DEVICES is set
 * @param hidden where it is taken away again
 * @param cards which cards it names
 * @param firstCardOfNodes whether it names the first card when there are several machines; otherwise it names none
 * @param ipsLimit the longest text that is not taken for a list of several machines
 */
@API(status = Status.INTERNAL, since = "0.1")
public record DialectMachines(
        int gpus,
        int useGpu,
        UseGpuBy useGpuBy,
        Set<Point> visible,
        Set<HidingPoint> hidden,
        Cards cards,
        boolean firstCardOfNodes,
        int ipsLimit) {

    public DialectMachines {
        visible = Set.copyOf(visible);
        hidden = Set.copyOf(hidden);
    }

    /** What a training is told about GPUs. */
    public enum UseGpuBy {
        /** What the line says for the same entry of the list of devices. */
        ENTRY,
        /** The whole line. */
        ALL,
        /** The whole line, but {@code False} on the CPU. */
        CPU_FALSE,
        /** Nothing. */
        NONE
    }

    /** Where a script sets CUDA_VISIBLE_DEVICES. */
    public enum Point {
        /** Where it takes a single device from the list. */
        ENTRY,
        /** Before it trains on a single device. */
        SINGLE,
        /** Before it evaluates. */
        EVAL,
        /** After it exported. */
        EXPORT
    }

    /** Where a script takes CUDA_VISIBLE_DEVICES away. */
    public enum HidingPoint {
        /** Before it trains. */
        TRAIN,
        /** After the inference of an exported model. */
        EXPORT,
        /** After each training, whether it exported or not. */
        ALWAYS
    }

    /** Which cards CUDA_VISIBLE_DEVICES names. */
    public enum Cards {
        /** The first of the list's entry. */
        FIRST,
        /** All of the list's entry. */
        ALL
    }
}
