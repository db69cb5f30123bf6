// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ports of this machine's loopback that lead to a service with a loopback of its own, by way of sockets in a folder. */
final class Door implements AutoCloseable {

    private static final int WAITING = 1024;
    private static final int PIECE = 1 << 16;

    private final List<ServerSocketChannel> listeners = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tipc-door");
        thread.setDaemon(true);
        return thread;
    });

    private Door() {}

    /**
     * Open it.
     *
     * @param folder with a socket for each port, once the service runs
     * @throws IOException if somebody else listens on a port
     */
    static Door open(Path folder, int... ports) throws IOException {
        Door door = new Door();
        try {
            for (int port : ports) {
                ServerSocketChannel listener = ServerSocketChannel.open();
                door.listeners.add(listener);
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
            }
        } catch (IOException e) {
            door.close();
            throw e;
        }
        for (int i = 0; i < ports.length; i++) {
            ServerSocketChannel listener = door.listeners.get(i);
            Path socket = folder.resolve(String.valueOf(ports[i]));
            door.threads.execute(() -> door.accept(listener, socket));
        }
        return door;
    }

    private void accept(ServerSocketChannel listener, Path socket) {
        try {
            while (true) {
                SocketChannel near = listener.accept();
                near.setOption(StandardSocketOptions.TCP_NODELAY, true);
                threads.execute(() -> join(near, socket));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void join(SocketChannel near, Path socket) {
        try (near;
                SocketChannel far = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            threads.execute(() -> pump(near, far));
            pump(far, near);
        } catch (IOException e) {
            // Nobody serves there, which who connected sees by the end.
        }
    }

    private static void pump(SocketChannel source, SocketChannel target) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try {
            while (source.read(piece) >= 0) {
                piece.flip();
                while (piece.hasRemaining()) {
                    target.write(piece);
                }
                piece.clear();
            }
            target.shutdownOutput();
        } catch (IOException e) {
            // One side has gone, which the other one sees when it is closed.
        }
    }

    @Override
    public void close() {
        for (ServerSocketChannel listener : listeners) {
            try {
                listener.close();
            } catch (IOException e) {
                // It was closed.
            }
        }
        threads.shutdownNow();
    }
}
