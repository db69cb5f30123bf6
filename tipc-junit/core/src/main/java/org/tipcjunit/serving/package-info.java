// SPDX-License-Identifier: Apache-2.0
/** The life of a Paddle Serving service: ports, start, readiness, requests, stop. */
@NullMarked
package org.tipcjunit.serving;

import org.jspecify.annotations.NullMarked;
