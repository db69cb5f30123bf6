// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.CertificateException;
import org.tipcjunit.certificate.CertificateStore;
import org.tipcjunit.certificate.DigitsRun;
import org.tipcjunit.certificate.site.SiteOptions.Holding;

class SiteLockTests {

    /** A process that holds a lock until its input ends. */
    private static final String HOLDER = """
            import java.nio.channels.FileChannel;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;

            class Holder {
                public static void main(String[] arguments) throws Exception {
                    try (FileChannel channel = FileChannel.open(
                            Path.of(arguments[0]), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
                        if (channel.tryLock() == null) {
                            System.out.println("refused");
                            return;
                        }
                        channel.write(java.nio.ByteBuffer.wrap(
                                ("process " + ProcessHandle.current().pid() + "\\n").getBytes()));
                        System.out.println("held");
                        System.in.read();
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void publish() {
        new CertificateStore(folder.resolve("in/one")).publish(new DigitsRun(folder.resolve("run")).sound());
    }

    @Test
    void calls_for_one_folder_go_one_after_the_other_and_leave_a_whole_site()
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<CertificateSite.Made>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(threads.submit(() -> site(Duration.ofMinutes(1))));
            }
            for (Future<CertificateSite.Made> call : calls) {
                assertThat(call.get().certified()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(SiteCheck.of(output()).isSound()).isTrue();
    }

    @Test
    void who_writes_the_site_is_named_when_it_does_not_end_and_nothing_is_written() throws IOException {
        Process holder = holder();
        try {
            assertThatThrownBy(() -> site(Duration.ZERO))
                    .isInstanceOf(CertificateException.class)
                    .hasMessageContaining("cannot write the site")
                    .hasMessageContaining(output().toString())
                    .hasMessageContaining("another tipc report still writes it (process " + holder.pid() + ")")
                    .hasMessageContaining("let it end or end it, or name another folder with --output");
            assertThat(output().toFile().list()).containsExactly(SiteLock.NAME);
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void the_end_of_the_other_call_is_waited_for_and_what_a_killed_one_left_is_in_nobodys_way()
            throws IOException, InterruptedException, ExecutionException {
        Process holder = holder();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<CertificateSite.Made> waiting =
                    thread.submit(() -> new CertificateSite(Duration.ofMinutes(1), message -> {
                                told.add(message);
                                holder.destroyForcibly();
                            })
                            .write(options()));
            assertThat(waiting.get().certified()).isEqualTo(1);
        } finally {
            holder.destroyForcibly();
            thread.shutdownNow();
        }

        assertThat(told)
                .containsExactly("another tipc report writes " + output() + " (process " + holder.pid()
                        + "); waiting for its end");
        assertThat(output().resolve("index.html")).exists();
    }

    @Test
    void another_process_does_not_get_the_lock_before_it_is_given_back() throws IOException {
        try (SiteLock lock = SiteLock.of(output(), Duration.ZERO, told::add)) {
            assertThat(lock.channel().isOpen()).isTrue();
            assertThat(said(start())).isEqualTo("refused");
        }
        Process next = start();
        assertThat(said(next)).isEqualTo("held");
        next.destroyForcibly();
        assertThat(told).isEmpty();
    }

    private Process holder() throws IOException {
        Process holder = start();
        assertThat(said(holder)).isEqualTo("held");
        return holder;
    }

    private static String said(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private Process start() throws IOException {
        Files.createDirectories(output());
        Path source = Files.writeString(folder.resolve("Holder.java"), HOLDER);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        output().resolve(SiteLock.NAME).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private CertificateSite.Made site(Duration patience) {
        return new CertificateSite(patience, told::add).write(options());
    }

    private SiteOptions options() {
        return new SiteOptions(List.of(folder.resolve("in")), List.of(), output(), Holding.COPY, 20, "", "", false);
    }

    private Path output() {
        return folder.resolve("site");
    }
}
