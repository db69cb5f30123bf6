// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import java.lang.ref.Cleaner;
import java.util.HashSet;
import java.util.Set;

/**
 * What a predictor holds in native memory: freed once, by whoever closes the predictor, else when nobody can any more.
 *
 * <p>It must not know the predictor, which would then never become unreachable.
 */
final class NativePredictor {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final System.Logger LOGGER = System.getLogger(Predictor.class.getName());

    private final String name;
    private final Set<Long> tensors = new HashSet<>();
    private long handle;

    private NativePredictor(String name, long handle) {
        this.name = name;
        this.handle = handle;
    }

    /**
     * Take ownership of a native predictor.
     *
     * @param owner whose end frees it
     * @param name what the warning calls it
     */
    static NativePredictor of(Object owner, String name, long handle) {
        NativePredictor held = new NativePredictor(name, handle);
        CLEANER.register(owner, held::freeForgotten);
        return held;
    }

    synchronized long handle() {
        return handle;
    }

    synchronized long hold(long tensor) {
        tensors.add(tensor);
        return tensor;
    }

    synchronized void free(long tensor) {
        if (tensors.remove(tensor)) {
            PaddleShim.deleteTensor(tensor);
        }
    }

    /** Free all of it; returns whether there was something. */
    synchronized boolean free() {
        if (handle == 0) {
            return false;
        }
        Set.copyOf(tensors).forEach(this::free);
        PaddleShim.deletePredictor(handle);
        handle = 0;
        return true;
    }

    private void freeForgotten() {
        if (free()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the " + name
                            + " was never closed; its native memory was freed now that nothing refers to it. Close"
                            + " predictors, best by try-with-resources");
        }
    }
}
