// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.ConfigEntry;

/**
 * The machines and cards of one training.
 *
 * @param ips the addresses of several machines; empty for this machine
 * @param gpus the cards; {@code -1} is the CPU
 */
record Machines(String ips, String gpus) {

    /** The longest list of cards that upstream's scripts do not take for a list of machines. */
    private static final int LONGEST_CARDS = 15;

    /**
     * Read an entry of the list of devices.
     *
     * @param faithful whether as upstream's scripts do, which go by its length
     */
    static Machines of(String entry, boolean faithful) {
        if (faithful ? entry.length() <= LONGEST_CARDS : entry.indexOf(';') < 0) {
            return new Machines("", entry);
        }
        List<String> parts = ConfigEntry.elements(entry, ';');
        return new Machines(parts.get(0), parts.size() > 1 ? parts.get(1) : "");
    }

    /**
     * Whether upstream's script takes machines for cards or the other way round.
     *
     * @param ipsLimit the longest text that it does not take for a list of several machines
     */
    static boolean isMisread(String entry, int ipsLimit) {
        boolean severalMachines = entry.indexOf(';') >= 0;
        int addresses = severalMachines ? entry.indexOf(';') : 0;
        int cards = entry.length() - addresses - 1;
        return severalMachines ? addresses <= ipsLimit || cards <= 2 : entry.length() > LONGEST_CARDS;
    }

    /** Get them as a config writes them. */
    String text() {
        return ips.isEmpty() ? gpus : ips + ";" + gpus;
    }

    /** Get the cards one by one. */
    List<String> cards() {
        return new ArrayList<>(ConfigEntry.elements(gpus, ','));
    }
}
