// SPDX-License-Identifier: Apache-2.0
/**
 * Paddle Inference through JNI, in this JVM or in a child JVM.
 *
 * <p>The JNI shim is found in this order: the file that the system property {@code tipc.shim} names; without that property,
 * the class path resource {@code native/linux-x86_64/libtipcjunit.so} of this package, which the build makes from
 * {@code src/main/cpp}. It is extracted to a new folder in {@code java.io.tmpdir}, which must allow execution, and removed
 * there once it is loaded. The Paddle library itself is always named by the caller.
 */
@NullMarked
package org.tipcjunit.inference;

import org.jspecify.annotations.NullMarked;
