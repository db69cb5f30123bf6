// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.status;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.LibraryVersion;
import picocli.CommandLine.IVersionProvider;

/**
 * Tells the version of the tool.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class ToolVersion implements IVersionProvider {

    public ToolVersion() {}

    @Override
    public String[] getVersion() {
        return new String[] {"tipc-junit " + LibraryVersion.get()};
    }
}
