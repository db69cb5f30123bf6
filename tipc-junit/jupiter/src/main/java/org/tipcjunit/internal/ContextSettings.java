// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;

/** Reads the user's settings from JUnit's configuration parameters, which include system properties. */
final class ContextSettings {

    private ContextSettings() {}

    static Settings of(ExtensionContext context) {
        Settings settings = new Settings(context::getConfigurationParameter, System.getenv());
        if (settings.get(Term.DISPATCH).isPresent()) {
            throw new ExtensionConfigurationException(
                    Term.DISPATCH.setting() + " hands configs to other machines, and a build certifies where it runs."
                            + " Call 'tipc certify --dispatch slurm', or leave it out");
        }
        return settings;
    }
}
