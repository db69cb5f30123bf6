// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.model;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Something that a setting of the user changed of what the config asks for.
 *
 * @param name the setting, such as {@code tipc.device}, or {@value #PLAN} where it is about the plan as a whole
 * @param value what was asked for
 * @param effect what is done for it, such as another value of a line; empty where the value says it
 * @param instead what it takes the place of; empty where the value says it
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Change(String name, String value, String effect, String instead) {

    /** The name of changes that no setting has the name of. */
    public static final String PLAN = "plan";

    /** Get it without its name, such as {@code test images mine instead of theirs}. */
    public String text() {
        return value + (effect.isEmpty() ? "" : ": " + effect) + (instead.isEmpty() ? "" : " instead of " + instead);
    }

    /** Get it as one line, with the setting's name where it has one. */
    public String line() {
        return name.equals(PLAN) ? text() : name + "=" + text();
    }
}
