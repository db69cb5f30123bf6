// SPDX-License-Identifier: Apache-2.0
/** JUnit Jupiter annotations and assertions that certify Paddle models. */
module org.tipcjunit {
    requires transitive org.tipcjunit.core;
    requires transitive org.tipcjunit.merge;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.databind;
    requires io.qameta.allure.commons;
    requires io.qameta.allure.model;
    requires org.junit.platform.commons;
    requires org.junit.platform.launcher;
    requires org.opentest4j;
    requires static org.apiguardian.api;
    requires static org.jspecify;

    exports org.tipcjunit;
    exports org.tipcjunit.assertions;
    exports org.tipcjunit.internal to
            org.junit.platform.commons,
            org.tipcjunit.cli;
    exports org.tipcjunit.internal.allure to
            org.tipcjunit.cli;

    provides io.qameta.allure.listener.TestLifecycleListener with
            org.tipcjunit.internal.allure.ReadersMessageListener;
    provides org.junit.platform.launcher.LauncherSessionListener with
            org.tipcjunit.internal.TestRunStart;
}
