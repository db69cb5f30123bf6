// SPDX-License-Identifier: Apache-2.0
/** Asks services over gRPC. */
@NullMarked
package org.tipcjunit.serving.grpc;

import org.jspecify.annotations.NullMarked;
