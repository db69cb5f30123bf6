// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import java.nio.file.Path;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A Python interpreter with Paddle, and the machine it runs on, described for certificates.
 *
 * @param python the interpreter, an absolute path
 * @param sitePackages the folder that holds the {@code paddle} package
 * @param paddleLibrary Paddle's native library, {@code libpaddle.so}
 * @param pythonVersion such as {@code 3.9.18}
 * @param paddleVersion such as {@code 2.6.2}
 * @param paddleCommit the commit that Paddle was built from, {@code unknown} where Paddle does not say
 * @param cpuModel the CPU's name, {@code unknown} where the kernel does not say
 * @param cpuFlags the CPU's features as the kernel names them, sorted
 * @param cpus how many CPUs this JVM may use, at least 1
 * @param os the distribution's name and the kernel's version
 * @param origin where the interpreter comes from, in words
 * @param packages every installed distribution as {@code name==version}, sorted
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PaddleEnvironment(
        Path python,
        Path sitePackages,
        Path paddleLibrary,
        String pythonVersion,
        String paddleVersion,
        String paddleCommit,
        String cpuModel,
        List<String> cpuFlags,
        int cpus,
        String os,
        String origin,
        List<String> packages) {

    public PaddleEnvironment {
        cpuFlags = List.copyOf(cpuFlags);
        packages = List.copyOf(packages);
    }
}
