// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shim runs wherever Paddle's wheels do, however new the system is that it was built on. */
class ShimSymbolsTests {

    /** What the wheels of Paddle 3.3 for x86-64 need themselves (manylinux2014, GCC 8). */
    private static final String GLIBC = "2.17";

    private static final String GLIBCXX = "3.4.22";
    private static final String CXXABI = "1.3.11";
    private static final String GCC = "3.3";

    private static final Pattern VERSION = Pattern.compile("(GLIBC|GLIBCXX|CXXABI|GCC)_(\\d+(?:\\.\\d+)*)");

    @Test
    void needs_no_newer_system_than_paddle_does() throws IOException {
        Set<String> versions = new TreeSet<>(shim().neededVersions());

        assertThat(versions).isNotEmpty().allSatisfy(version -> {
            Matcher matcher = VERSION.matcher(version);
            assertThat(matcher.matches()).isTrue();
            String most =
                    switch (matcher.group(1)) {
                        case "GLIBC" -> GLIBC;
                        case "GLIBCXX" -> GLIBCXX;
                        case "CXXABI" -> CXXABI;
                        default -> GCC;
                    };
            assertThat(Version.parse(matcher.group(2))).isLessThanOrEqualTo(Version.parse(most));
        });
    }

    @Test
    void names_the_library_that_holds_dlopen_before_glibc_2_34() throws IOException {
        assertThat(shim().neededLibraries()).contains("libdl.so.2", "libstdc++.so.6", "libc.so.6");
    }

    private static Elf shim() throws IOException {
        try (InputStream library = ShimLibrary.class.getResourceAsStream("native/linux-x86_64/libtipcjunit.so")) {
            assertThat(library).as("the shim, which the build compiles").isNotNull();
            return new Elf(ByteBuffer.wrap(library.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** As much of a 64-bit library as tells what it needs. */
    private record Elf(ByteBuffer bytes) {

        private static final int DYNAMIC = 6;
        private static final int NEEDED_VERSIONS = 0x6ffffffe;

        private record Section(int offset, int size, int link) {}

        List<String> neededLibraries() {
            Section dynamic = section(DYNAMIC);
            List<String> libraries = new ArrayList<>();
            for (int at = dynamic.offset(); at < dynamic.offset() + dynamic.size(); at += 16) {
                if (bytes.getLong(at) == 1) {
                    libraries.add(text(dynamic, (int) bytes.getLong(at + 8)));
                }
            }
            return libraries;
        }

        List<String> neededVersions() {
            Section needs = section(NEEDED_VERSIONS);
            List<String> versions = new ArrayList<>();
            int library = needs.offset();
            int next;
            do {
                int version = library + bytes.getInt(library + 8);
                for (int i = bytes.getShort(library + 2); i > 0; i--) {
                    versions.add(text(needs, bytes.getInt(version + 8)));
                    version += bytes.getInt(version + 12);
                }
                next = bytes.getInt(library + 12);
                library += next;
            } while (next != 0);
            return versions;
        }

        private Section section(int type) {
            for (int i = 0; i < bytes.getShort(60); i++) {
                int header = header(i);
                if (bytes.getInt(header + 4) == type) {
                    return new Section(
                            (int) bytes.getLong(header + 24),
                            (int) bytes.getLong(header + 32),
                            bytes.getInt(header + 40));
                }
            }
            throw new AssertionError("the library has no section of type " + type);
        }

        private int header(int index) {
            return (int) bytes.getLong(40) + index * bytes.getShort(58);
        }

        private String text(Section section, int offset) {
            int start = (int) bytes.getLong(header(section.link()) + 24) + offset;
            int end = start;
            while (bytes.get(end) != 0) {
                end++;
            }
            return new String(bytes.array(), start, end - start, StandardCharsets.US_ASCII);
        }
    }
}
