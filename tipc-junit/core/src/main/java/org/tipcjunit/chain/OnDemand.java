// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.chain;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made once, when it is first asked for; a failure to make it is remembered as well.
 *
 * <p>Instances are safe for use by several threads: whoever comes while the value is being made waits for it.
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class OnDemand<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<T> maker;

    private volatile @Nullable T value;
    private @Nullable RuntimeException failure;

    public OnDemand(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Whether the value has been made, at this moment; waits for nobody. */
    boolean isMade() {
        return value != null;
    }

    /** Get the value if it has been made; waits while it is being made. */
    public Optional<T> ifMade() {
        lock.lock();
        try {
            return Optional.ofNullable(value);
        } finally {
            lock.unlock();
        }
    }

    /** Get what went wrong when it was made; empty where it was not, or is being made. */
    Optional<RuntimeException> failure() {
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }

    public T get() {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            T present = value;
            if (present == null) {
                present = maker.get();
                value = present;
            }
            return present;
        } catch (RuntimeException e) {
            // Whatever went wrong: a second run would write into the folder of the first.
            failure = e;
            throw e;
        } finally {
            lock.unlock();
        }
    }
}
