// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lanes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Depends on the JVM although it starts Python or Paddle, so that it runs on the newest JDK as well. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("every-jdk")
public @interface OnEveryJdk {}
