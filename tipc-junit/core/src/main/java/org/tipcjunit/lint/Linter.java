// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.ConfigFile;
import org.tipcjunit.config.ConfigLine;

/**
 * Explains a config: what is wrong in it, what upstream's script would make of that, and what to write instead.
 *
 * <p>Nothing is run, and no file is read; a linter has no state and is thread-safe.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Linter {

    /** Make a linter. */
    public Linter() {}

    /** Get the diagnoses of a config in the order of its lines; empty when nothing is to be said. */
    public List<Diagnosis> lint(LintRequest request) {
        Findings findings = new Findings(request.config().file());
        new TextCheck(Layout.of(request), findings).check();
        // said once; all further checks see the lines as they are meant
        ConfigFile plain = withoutCarriageReturns(request.config());
        List<ConfigFile> trainings = trainings(plain);
        if (trainings.size() < 2) {
            meaning(request.with(plain), false, findings);
        } else {
            trainings.forEach(training -> meaning(request.with(training), true, findings));
        }
        return findings.inOrder();
    }

    private static ConfigFile withoutCarriageReturns(ConfigFile config) {
        return new ConfigFile(
                config.file(),
                config.lines().stream()
                        .map(line -> line.text().endsWith("\r")
                                ? new ConfigLine(
                                        line.number(),
                                        line.text().substring(0, line.text().length() - 1))
                                : line)
                        .toList());
    }

    private static void meaning(LintRequest request, boolean trainsOnly, Findings findings) {
        Layout layout = Layout.of(request);
        if (layout.isTraining()) {
            layout = layout.trustedUpTo(new LayoutCheck(layout, trainsOnly, findings).check());
        }
        new ModeCheck(layout, request.mode(), findings).check();
        new WordCheck(layout, findings).check();
        new ListCheck(layout, request.mode(), findings).check();
        new CommandCheck(layout, findings).check();
        new BlockCheck(layout, findings).check();
        if (request.exists().isPresent()) {
            new FileCheck(layout, request.exists().get(), findings).check();
        }
    }

    /** Take apart a config that holds several trainings one after the other, as those for dynamic-to-static conversion do. */
    private static List<ConfigFile> trainings(ConfigFile config) {
        List<ConfigFile> blocks = new ArrayList<>();
        List<ConfigLine> block = new ArrayList<>();
        List<ConfigLine> lines = config.lines();
        for (int i = 0; i < lines.size(); i++) {
            boolean begins = i + 1 < lines.size() && lines.get(i + 1).text().startsWith("model_name:");
            if (begins && block.stream().anyMatch(line -> line.text().startsWith("trainer:"))) {
                blocks.add(new ConfigFile(config.file(), block));
                block.clear();
            }
            block.add(lines.get(i));
        }
        if (block.stream().anyMatch(line -> line.text().startsWith("trainer:"))) {
            blocks.add(new ConfigFile(config.file(), block));
        }
        return blocks;
    }
}
