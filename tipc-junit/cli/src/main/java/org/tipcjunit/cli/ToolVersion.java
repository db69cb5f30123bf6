// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import org.tipcjunit.certification.LibraryVersion;
import picocli.CommandLine.IVersionProvider;

/** Tells the version of the tool. */
final class ToolVersion implements IVersionProvider {

    ToolVersion() {}

    @Override
    public String[] getVersion() {
        return new String[] {"tipc-junit " + LibraryVersion.get()};
    }
}
