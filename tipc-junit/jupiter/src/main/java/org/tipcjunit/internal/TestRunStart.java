// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What has to be right before the first test is looked for: JUnit's versions, and where Allure's results go.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class TestRunStart implements LauncherSessionListener {

    private static final String ALLURE_RESULTS = "allure.results.directory";

    /** JUnit makes it before it makes Allure's listener, which asks only once where results go. */
    public TestRunStart() {
        if (System.getProperty(ALLURE_RESULTS) == null && !isStatedForAllure()) {
            allureResults(Path.of("").toAbsolutePath())
                    .ifPresent(results -> System.setProperty(ALLURE_RESULTS, results.toString()));
        }
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        JUnitVersions.onClassPath().problem().ifPresent(problem -> {
            throw new JUnitException(problem);
        });
    }

    /** Get where Allure's results of a project go when nobody says it: beside its sources they would be a change of them. */
    static Optional<Path> allureResults(Path project) {
        return BuildFolder.ofProject(project).map(build -> build.resolve("allure-results"));
    }

    /** Whether the project has a file of properties for Allure, which says it or leaves it to Allure. */
    private static boolean isStatedForAllure() {
        return ClassLoader.getSystemResource("allure.properties") != null;
    }
}
