// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lanes;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Repeats on something dear what another test shows in every build, so that it runs with the thorough ones only. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("thorough")
public @interface AlsoShownBy {

    /** The test or the variation that shows the same judgement in every build. */
    String value();
}
