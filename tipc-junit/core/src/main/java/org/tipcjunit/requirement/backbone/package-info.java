// SPDX-License-Identifier: Apache-2.0
/** Judges of models with light backbones. */
@NullMarked
package org.tipcjunit.requirement.backbone;

import org.jspecify.annotations.NullMarked;
