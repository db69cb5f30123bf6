// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.terms;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigException;
import org.tipcjunit.isolation.Allowance;
import org.tipcjunit.isolation.Bubblewrap;
import org.tipcjunit.isolation.Isolation;
import org.tipcjunit.isolation.Network;

/**
 * What settings say of keeping a repository's commands from the rest of the machine.
 *
 * @param mode whether they are kept
 * @param network which of them have the machine's network
 * @param allowance what they may take of the machine
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Seclusion(Mode mode, Network network, Allowance allowance) {

    private static final long MEBI = 1L << 20;

    /** Whether commands are kept from the rest of the machine. */
    public enum Mode {
        /** Where that is possible. */
        AUTO,
        /** Or nothing runs. */
        BWRAP,
        OFF;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Read the settings.
     *
     * @throws ConfigException if they are not of their form
     */
    public static Seclusion of(Settings settings) {
        return new Seclusion(
                settings.get(Term.ISOLATION)
                        .map(word -> Mode.valueOf(
                                Term.ISOLATION.read(word, String.class).toUpperCase(Locale.ROOT)))
                        .orElse(Mode.AUTO),
                settings.get(Term.NETWORK)
                        .map(word -> Network.valueOf(
                                Term.NETWORK.read(word, String.class).toUpperCase(Locale.ROOT)))
                        .orElse(Network.OFF),
                new Allowance(
                        mebi(settings, Term.MEMORY_LIMIT),
                        settings.get(Term.PROCESS_LIMIT)
                                .map(count -> (long) Term.PROCESS_LIMIT.read(count, Integer.class))
                                .orElse(Allowance.TASKS),
                        mebi(settings, Term.DISK_LIMIT)));
    }

    private static OptionalLong mebi(Settings settings, Term term) {
        return settings.get(term)
                .map(count -> OptionalLong.of(term.read(count, Integer.class) * MEBI))
                .orElseGet(OptionalLong::empty);
    }

    /** Whether it has to be looked for a bubblewrap. */
    public boolean asks() {
        return mode != Mode.OFF;
    }

    /**
     * Refuse to go on where nothing can keep commands from the rest of the machine, and that is wanted.
     *
     * @throws ConfigException where it is so
     */
    public void require(Bubblewrap.Found found) {
        if (mode == Mode.BWRAP && found.working().isEmpty()) {
            throw ConfigException.of(
                    Term.ISOLATION.setting() + "=" + Mode.BWRAP.word()
                            + " wants the repository's commands to be kept from the rest of the machine, and "
                            + found.problem(),
                    found.remedy() + "; or run them with all your rights: " + Term.ISOLATION.setting() + "="
                            + Mode.OFF.word());
        }
    }

    /**
     * Get what keeps commands from the rest of the machine, or does not.
     *
     * @param found what was found to do so; not looked at where that is not wanted
     * @param variables of the machine
     * @param python the interpreter that runs the repository
     * @param needed what else commands need of places that they do not see
     */
    public Isolation by(Bubblewrap.Found found, Map<String, String> variables, Path python, List<Path> needed) {
        if (!asks()) {
            return Isolation.none(Term.ISOLATION.setting() + "=" + mode.word());
        }
        return found.working()
                .map(bubblewrap -> Isolation.by(bubblewrap, variables, python, needed, network, allowance))
                .orElseGet(() -> Isolation.none(found.problem()));
    }
}
