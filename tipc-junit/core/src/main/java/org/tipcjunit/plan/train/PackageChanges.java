// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.train;

import java.util.ArrayList;
import java.util.List;
import org.tipcjunit.config.line.Line;
import org.tipcjunit.plan.dialect.Dialect;
import org.tipcjunit.plan.draft.CommandText;
import org.tipcjunit.plan.draft.Details;
import org.tipcjunit.plan.draft.Template;
import org.tipcjunit.plan.model.DeviationKind;
import org.tipcjunit.plan.model.Step;

/** What upstream's script changes in the Python that it runs with; the plan leaves that alone. */
final class PackageChanges {

    private final Script script;
    private final Dialect dialect;

    PackageChanges(Script script) {
        this.script = script;
        this.dialect = script.dialect();
    }

    /** What it starts with. */
    void before() {
        Template command = dialect.packages().before();
        if (!command.isEmpty()) {
            changePackages(List.of(script.command(command)));
        }
    }

    /** Some scripts clean up the Python that they ran with. */
    void after() {
        if (!dialect.packages().upgradesPip()) {
            return;
        }
        List<CommandText> commands = new ArrayList<>();
        commands.add(script.command(new Template("{python} -m pip install --upgrade pip")));
        String model = script.get("model");
        Template stop = dialect.packages().stops().get(model);
        if (stop != null) {
            commands.add(script.command(stop));
        }
        for (String name : dialect.packages().uninstalls().getOrDefault(model, List.of())) {
            commands.add(script.command(new Template("{python} -m pip uninstall " + name + " -y")));
        }
        changePackages(commands);
    }

    private void changePackages(List<CommandText> commands) {
        script.deviating(DeviationKind.PACKAGES_CHANGED, script.place(script.line(Line.MODEL_NAME)), () -> {
            if (script.isFaithful()) {
                commands.forEach(command -> script.run(Step.INSTALL, command, Details.none()));
            }
        });
    }
}
