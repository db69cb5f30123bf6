// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.status;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints, and whether that came where it was to go. Not thread-safe by itself.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Printed extends FilterOutputStream {

    private @Nullable IOException lost;

    public Printed(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            lost = lost == null ? e : lost;
            throw e;
        }
    }

    /** Get why something was lost; empty where all was written, or the reader had seen enough and closed its pipe. */
    public Optional<String> lost() {
        return Optional.ofNullable(lost)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(message -> !message.contains("Broken pipe"));
    }
}
