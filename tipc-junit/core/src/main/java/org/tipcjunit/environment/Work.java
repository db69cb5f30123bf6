// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

/** Something that is done while a lock is held or progress is told. */
@FunctionalInterface
interface Work<T, X extends Exception> {
    T run() throws X;
}
