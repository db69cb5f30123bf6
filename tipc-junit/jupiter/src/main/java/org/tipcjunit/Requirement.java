// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tipcjunit.internal.TipcExtension;
import org.tipcjunit.requirement.Judge;

/**
 * Makes an annotation a requirement, which a judge judges.
 *
 * <p>The judge's parameters are either the annotation itself, or a record whose components have the names and types of its attributes;
 * a number that is NaN and a text that is blank may be empty there, and an array is a list. Whoever has an own requirement writes an
 * annotation, marks it with this one, and gives its judge a clause of its own: it can add demands to those of the guide, but
 * never replace one, and the certificate names the judge's class.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Documented
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Test
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(TipcExtension.class)
public @interface Requirement {

    /** Judges what the annotation demands; a class with a constructor without parameters. */
    Class<? extends Judge<?>> value();
}
