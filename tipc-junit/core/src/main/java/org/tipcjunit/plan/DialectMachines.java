// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.Set;

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
record DialectMachines(
        int gpus,
        int useGpu,
        UseGpuBy useGpuBy,
        Set<Point> visible,
        Set<HidingPoint> hidden,
        Cards cards,
        boolean firstCardOfNodes,
        int ipsLimit) {

    DialectMachines {
        visible = Set.copyOf(visible);
        hidden = Set.copyOf(hidden);
    }

    /** What a training is told about GPUs. */
    enum UseGpuBy {
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
    enum Point {
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
    enum HidingPoint {
        /** Before it trains. */
        TRAIN,
        /** After the inference of an exported model. */
        EXPORT,
        /** After each training, whether it exported or not. */
        ALWAYS
    }

    /** Which cards CUDA_VISIBLE_DEVICES names. */
    enum Cards {
        /** The first of the list's entry. */
        FIRST,
        /** All of the list's entry. */
        ALL
    }
}
