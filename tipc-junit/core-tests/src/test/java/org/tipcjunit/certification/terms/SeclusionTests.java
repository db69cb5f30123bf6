// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.isolation.Allowance;
import org.tipcjunit.isolation.Bubblewrap;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.isolation.Network;

class SeclusionTests {

    private static final Bubblewrap.Found WORKING = new Bubblewrap.Found(
            Optional.of(new Bubblewrap(Path.of("/usr/bin/bwrap"), "0.8.0", Optional.empty())), "", "");

    private static Seclusion of(Map<String, String> stated) {
        return Seclusion.of(new Settings(name -> Optional.ofNullable(stated.get(name)), Map.of()));
    }

    private static Isolation by(Map<String, String> stated, Bubblewrap.Found found) {
        return of(stated).by(found, Map.of("HOME", "/nowhere"), Path.of("/usr/bin/python3"), List.of());
    }

    @Test
    void repositories_are_isolated_where_that_is_possible() {
        Isolation isolation = by(Map.of(), WORKING);

        assertThat(isolation.isOn()).isTrue();
        assertThat(isolation.how()).isEqualTo("bubblewrap 0.8.0");
        assertThat(isolation.settings()).containsOnlyKeys("files", "network", "memory", "processes", "disk");
        assertThat(isolation.settings().get("network")).startsWith("off");
    }

    @Test
    void it_is_said_why_they_are_not() {
        Bubblewrap.Found missing = Bubblewrap.look(Map.of("PATH", "/nowhere"));

        assertThat(missing.remedy()).isEqualTo("apt-get install bubblewrap");
        assertThat(by(Map.of(), missing).isOn()).isFalse();
        assertThat(by(Map.of(), missing).how()).isEqualTo("bubblewrap is not installed");
        assertThat(by(Map.of("tipc.isolation", "off"), WORKING).how()).isEqualTo("tipc.isolation=off");
    }

    @Test
    void nothing_runs_where_isolation_is_demanded_and_not_possible() {
        Seclusion demanded = of(Map.of("tipc.isolation", "bwrap"));
        demanded.require(WORKING);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> demanded.require(Bubblewrap.look(Map.of("PATH", "/nowhere"))))
                .withMessageContaining("tipc.isolation=bwrap")
                .withMessageContaining("bubblewrap is not installed")
                .withMessageContaining("apt-get install bubblewrap")
                .withMessageContaining("tipc.isolation=off");
    }

    @Test
    void limits_and_network_are_what_is_stated() {
        Seclusion stated = of(Map.of(
                "tipc.network",
                "prepare",
                "tipc.memory.limit",
                "2",
                "tipc.process.limit",
                "3",
                "tipc.disk.limit",
                "4"));

        assertThat(stated.network()).isEqualTo(Network.PREPARE);
        assertThat(stated.allowance())
                .isEqualTo(new Allowance(OptionalLong.of(2L << 20), 3, OptionalLong.of(4L << 20)));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> of(Map.of("tipc.network", "yes")))
                .withMessageContaining("off, prepare, on");
    }
}
