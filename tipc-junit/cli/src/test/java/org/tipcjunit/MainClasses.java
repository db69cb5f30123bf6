// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What is published: no tests, whether they lie in folders or, once packaged, in jars; and no library that lies inside core's jar. */
public final class MainClasses implements ImportOption {

    @Override
    public boolean includes(Location location) {
        return !location.contains("/test-classes/")
                && !location.contains("-tests.jar")
                && !location.contains("/org/tipcjunit/shaded/");
    }
}
