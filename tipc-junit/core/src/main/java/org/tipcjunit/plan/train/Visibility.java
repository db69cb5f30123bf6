// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.List;
import java.util.Optional;
import org.tipcjunit.plan.dialect.DialectMachines;

/** When upstream's script sets CUDA_VISIBLE_DEVICES, and what to. */
final class Visibility {

    private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private final Script script;
    private Optional<String> devices = Optional.empty();

    Visibility(Script script) {
        this.script = script;
    }

    /** Note the devices of the next trainings. */
    void enter(Machines machines) {
        List<String> cards = machines.cards();
        boolean all = script.dialect().machines().cards() == DialectMachines.Cards.ALL;
        if (machines.gpus().equals("-1") || cards.isEmpty()) {
            devices = Optional.empty();
        } else if (!machines.ips().isEmpty()) {
            devices = script.dialect().machines().firstCardOfNodes() ? Optional.of(cards.get(0)) : Optional.empty();
        } else {
            devices = Optional.of(all ? machines.gpus() : cards.get(0));
            if (machines.gpus().length() <= 1) {
                show(DialectMachines.Point.ENTRY);
            }
        }
    }

    /** Set the variable if the script does so at this point. */
    void show(DialectMachines.Point point) {
        if (script.dialect().machines().visible().contains(point)) {
            devices.ifPresent(value -> script.draft().export(VARIABLE, value));
        }
    }

    /** Take the variable away. */
    void hide() {
        script.draft().unset(VARIABLE);
    }
}
