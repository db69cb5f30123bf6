// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tipcjunit.merge.change.Change;
import org.tipcjunit.merge.rule.Words;
import org.tipcjunit.merge.source.Sources;
import org.tipcjunit.merge.source.YamlFile;

/**
 * Which hooks a suite has for a change, and what is said of each.
 *
 * @param change what is changed
 * @param sources the repository as it leaves it
 */
record HookPlan(Change change, Sources sources) {

    /** Hooks whose work the rules of this library do. */
    private static final Set<String> NATIVE = Set.of(
            "check-added-large-files",
            "check-case-conflict",
            "check-merge-conflict",
            "check-symlinks",
            "copyright_checker",
            "detect-private-key",
            "end-of-file-fixer",
            "forbid-crlf",
            "forbid-tabs",
            "remove-crlf",
            "remove-tabs",
            "trailing-whitespace");

    HookReport report(Function<Hook, HookRun> tool) {
        Optional<YamlFile> file = sources.yaml(HookFile.PATH);
        if (file.isEmpty() || file.get().problem().isPresent()) {
            return new HookReport(
                    List.of(),
                    List.of(new Words(
                            "hooks: the repository has no readable " + HookFile.PATH
                                    + "; its form was judged by this library alone",
                            "检查：仓库没有可读的 " + HookFile.PATH + "，格式仅由本工具检查")));
        }
        List<HookRun> runs = new ArrayList<>();
        List<Words> said = new ArrayList<>();
        Set<String> own = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        for (Hook hook : new HookFile(file.get()).hooks()) {
            if (hook.tool().isPresent()) {
                HookRun run = tool.apply(hook);
                runs.add(run);
                said.add(said(run));
            } else if (NATIVE.contains(hook.id())) {
                own.add(hook.id());
            } else if (!hook.id().isEmpty()) {
                left.add(hook.id());
            }
        }
        if (!own.isEmpty()) {
            String ids = String.join(", ", own);
            said.add(new Words("hooks judged by this library: " + ids, "由本工具代为检查的 hook：" + ids));
        }
        if (!left.isEmpty()) {
            String ids = String.join(", ", left);
            said.add(new Words(
                    "hooks that did not run, as nothing here does their work: " + ids, "未运行的 hook（本工具没有对应的检查）：" + ids));
        }
        return new HookReport(runs, said);
    }

    private static Words said(HookRun run) {
        Words looked = run.problem().isPresent() && run.files() == 0
                ? new Words(run.name() + " did not run", run.name() + " 未运行")
                : new Words(
                        run.name() + " looked at " + run.files() + " files",
                        run.name() + " 检查了 " + run.files() + " 个文件");
        return run.problem()
                .map(why -> new Words(
                        looked.en() + (run.files() == 0 ? ": " : ", but not at all of them: ") + why,
                        looked.zh() + (run.files() == 0 ? "：" : "，但未检查全部：") + why))
                .orElse(looked);
    }
}
