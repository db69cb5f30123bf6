// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.process;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream. */
final class LimitedStream extends FilterInputStream {

    private long rest;

    LimitedStream(InputStream in, long most) {
        super(in);
        this.rest = most;
    }

    @Override
    public int read() throws IOException {
        int next = rest > 0 ? super.read() : -1;
        rest--;
        return next;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count = rest > 0 ? super.read(target, from, (int) Math.min(length, rest)) : -1;
        rest -= Math.max(0, count);
        return count;
    }
}
