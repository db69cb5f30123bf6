// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lanes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Depends on what JDKs do each in their own way, with or without a Python, so that every check of a change runs it on the newest one too. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("every-jdk")
public @interface OnEveryJdk {}
