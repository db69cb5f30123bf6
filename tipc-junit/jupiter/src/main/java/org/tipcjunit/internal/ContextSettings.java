// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.tipcjunit.certification.terms.Settings;

/** Reads the user's settings from JUnit's configuration parameters, which include system properties. */
final class ContextSettings {

    private ContextSettings() {}

    static Settings of(ExtensionContext context) {
        return new Settings(context::getConfigurationParameter, System.getenv());
    }
}
