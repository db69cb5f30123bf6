// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lanes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Certifies copies of a fixture with a fault in them, on a real Paddle. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("planted-faults")
@Tag("paddle")
public @interface PlantsFaults {}
