// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Finds ports that nobody listens on. Thread-safe; an instance never gives a port twice, so services that share it don't meet.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class FreePorts {

    private final Set<Integer> given = new HashSet<>();

    /**
     * Get two ports that were free a moment ago, on all addresses.
     *
     * @throws UncheckedIOException if the system gives none
     */
    public synchronized ServicePorts next() {
        return new ServicePorts(one(), one());
    }

    private int one() {
        while (true) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(0));
                if (given.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the system gives no free port", e);
            }
        }
    }
}
