// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.zoo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Slurm of two machines, n1 and n2 with a processor each, both of which are this one.
 *
 * <p>Needs {@code slurmctld}, {@code slurmd} and {@code munged} of the distribution, and root; tests that ask for one are skipped where
 * there is none.
 */
public final class SlurmCluster implements AutoCloseable {

    private static final List<String> NODES = List.of("n1", "n2");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Map<String, Process> daemons = new TreeMap<>();

    private SlurmCluster(Path folder) {
        this.folder = folder;
    }

    /** Start one whose files are below a folder, and wait until it takes jobs. */
    public static SlurmCluster in(Path folder, int port) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Stream.of("slurmctld", "slurmd", "munged")
                                .allMatch(name -> Files.isExecutable(Path.of("/usr/sbin", name)))
                        && "root".equals(System.getProperty("user.name")),
                "no Slurm is installed: apt-get install slurm-wlm");
        SlurmCluster cluster = new SlurmCluster(folder);
        try {
            cluster.start(port);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Get the file that {@code SLURM_CONF} has to name. */
    public Path config() {
        return folder.resolve("slurm.conf");
    }

    private void start(int port) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        byte[] key = new byte[1024];
        new SecureRandom().nextBytes(key);
        Path file = Files.write(folder.resolve("munge.key"), key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        for (String name : List.of("n1", "n2", "state")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(config(), """
                ClusterName=tests
                SlurmctldHost=localhost
                SlurmctldPort=%2$d
                AuthType=auth/munge
                AuthInfo=socket=%1$s/munge.s
                CredType=cred/munge
                SlurmUser=root
                SlurmdUser=root
                SlurmctldPidFile=%1$s/slurmctld.pid
                SlurmdPidFile=%1$s/%%n.pid
                SlurmdSpoolDir=%1$s/%%n
                StateSaveLocation=%1$s/state
                SlurmctldLogFile=%1$s/slurmctld.log
                SlurmdLogFile=%1$s/%%n.log
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                SelectType=select/cons_tres
                SelectTypeParameters=CR_CPU
                ReturnToService=2
                SlurmdTimeout=5
                KillWait=2
                MpiDefault=none
                AccountingStorageType=accounting_storage/none
                JobAcctGatherType=jobacct_gather/none
                SwitchType=switch/none
                NodeName=n1 NodeHostname=localhost Port=%3$d CPUs=1 State=UNKNOWN
                NodeName=n2 NodeHostname=localhost Port=%4$d CPUs=1 State=UNKNOWN
                PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
                """.formatted(folder, port, port + 1, port + 2));
        daemon(
                "munged",
                "/usr/sbin/munged",
                "--foreground",
                "--force",
                "--key-file=" + file,
                "--socket=" + folder.resolve("munge.s"),
                "--pid-file=" + folder.resolve("munge.pid"),
                "--log-file=" + folder.resolve("munge.log"),
                "--seed-file=" + folder.resolve("munge.seed"));
        await("the socket of munged", () -> Files.exists(folder.resolve("munge.s")));
        daemon("slurmctld", "/usr/sbin/slurmctld", "-D", "-f", config().toString());
        NODES.forEach(this::startNode);
        await("two idle machines", () -> idle() == NODES.size());
    }

    private void startNode(String node) {
        daemon(node, "/usr/sbin/slurmd", "-D", "-N", node, "-f", config().toString());
    }

    /** Let a machine go at once with all that runs on it. */
    public void lose(String node) {
        List<ProcessHandle> tasks = ProcessHandle.allProcesses()
                .filter(process -> runsOn(process, node))
                .toList();
        daemons.remove(node).destroyForcibly();
        // What looks after a job would tell of its end.
        tasks.stream()
                .flatMap(task -> task.parent().stream())
                .filter(SlurmCluster::isStep)
                .forEach(ProcessHandle::destroyForcibly);
        tasks.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean runsOn(ProcessHandle process, String node) {
        List<String> variables = List.of(content(process, "environ").split("\0"));
        return variables.contains("SLURMD_NODENAME=" + node) && variables.contains("SLURM_CONF=" + config());
    }

    private static boolean isStep(ProcessHandle process) {
        return content(process, "comm").startsWith("slurmstepd");
    }

    private static String content(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It has ended.
        }
    }

    private long idle() {
        return said("sinfo", "-N", "-h", "-o", "%N %t")
                .lines()
                .filter(line -> line.endsWith(" idle"))
                .count();
    }

    private String said(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLURM_CONF", config().toString());
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void daemon(String name, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile());
        builder.environment().put("SLURM_CONF", config().toString());
        try {
            daemons.put(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain for " + what + "; the logs are in " + folder);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() {
        NODES.stream().filter(daemons::containsKey).forEach(this::lose);
        daemons.values().forEach(Process::destroy);
        daemons.values().forEach(daemon -> daemon.onExit()
                .completeOnTimeout(daemon, 10, TimeUnit.SECONDS)
                .join()
                .destroyForcibly());
    }
}
