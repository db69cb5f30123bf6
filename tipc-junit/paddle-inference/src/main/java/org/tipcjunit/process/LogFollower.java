// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that hands the lines of a growing log to a listener. */
final class LogFollower {

    private static final System.Logger LOGGER = System.getLogger(ProcessRunner.class.getName());
    private static final int LONGEST_PIECE = 64 * 1024;
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Path log;
    private final OutputListener listener;
    private final FileChannel channel;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Thread thread;
    private boolean afterCarriageReturn;

    /**
     * Start to follow.
     *
     * @param log a file that exists; following goes on when the command deletes it
     */
    LogFollower(Path log, OutputListener listener) throws IOException {
        this.log = log;
        this.listener = listener;
        this.channel = FileChannel.open(log, StandardOpenOption.READ);
        this.thread = new Thread(this::follow, "tipc-log-" + log.getFileName());
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Hand on what is left, also an unterminated line; nothing writes to the log any more. */
    void finish() {
        complete.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (channel) {
            boolean last;
            do {
                last = complete.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                drain();
            } while (!last);
            if (line.size() > 0) {
                emit();
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the output in " + log + " is no longer followed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() throws IOException {
        if (channel.position() > channel.size()) {
            // The command truncated its own output, as "> /dev/stdout" does.
            channel.position(0);
        }
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PIECE);
        while (channel.read(buffer) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                take(buffer.get());
            }
            buffer.clear();
        }
    }

    private void take(byte b) {
        if (b == '\n' && afterCarriageReturn) {
            afterCarriageReturn = false;
            return;
        }
        if (b == '\r' && line.size() == 0) {
            // Progress bars begin with one: no line ends here.
            return;
        }
        afterCarriageReturn = b == '\r';
        if (b == '\n' || b == '\r') {
            emit();
            return;
        }
        line.write(b);
        if (line.size() == LONGEST_PIECE) {
            emit();
        }
    }

    private void emit() {
        String text = text(line.toByteArray());
        line.reset();
        listener.line(text);
    }

    /** Read a line as UTF-8; one that is none as GB18030, in which Chinese systems print; else with what can be read of it. */
    private static String text(byte[] bytes) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                // It is written in another one.
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
