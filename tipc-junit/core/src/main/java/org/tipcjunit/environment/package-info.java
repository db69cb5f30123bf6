// SPDX-License-Identifier: Apache-2.0
/** Finding, provisioning and describing the Python and Paddle that run a repository. */
@NullMarked
package org.tipcjunit.environment;

import org.jspecify.annotations.NullMarked;
