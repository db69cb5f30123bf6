// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import java.util.Optional;

/** When upstream's script sets CUDA_VISIBLE_DEVICES, and what to. */
final class Visibility {

    private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private final Script script;
    private Optional<String> devices = Optional.empty();

    Visibility(Script script) {
        this.script = script;
    }

    /** Note the devices of the next trainings. */
    void enter(Trainings.Machines machines) {
        List<String> cards = machines.cards();
        boolean all = script.dialect().text("cards").equals("all");
        if (machines.gpus().equals("-1") || cards.isEmpty()) {
            devices = Optional.empty();
        } else if (!machines.ips().isEmpty()) {
            devices = script.dialect().says("first_card_of_nodes") ? Optional.of(cards.get(0)) : Optional.empty();
        } else {
            devices = Optional.of(all ? machines.gpus() : cards.get(0));
            if (machines.gpus().length() <= 1) {
                show("entry");
            }
        }
    }

    /** Set the variable if the script does so at this point. */
    void show(String point) {
        if (script.dialect().set("visible").contains(point)) {
            devices.ifPresent(value -> script.draft().export(VARIABLE, value));
        }
    }

    /** Take the variable away. */
    void hide() {
        script.draft().unset(VARIABLE);
    }
}
