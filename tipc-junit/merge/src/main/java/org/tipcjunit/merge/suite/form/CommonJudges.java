// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.form;

import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.hook.HookTool;
import org.tipcjunit.merge.judge.MergeJudge;
import org.tipcjunit.merge.judge.SuiteJudges;

/**
 * The judges of what all suites demand.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class CommonJudges implements SuiteJudges {

    @Override
    public Map<String, MergeJudge> judges() {
        return Map.ofEntries(
                Map.entry("common-conflict-markers", new ConflictMarkers()),
                Map.entry("common-markdown-form", new MarkdownForm(false)),
                Map.entry("common-markdown-blanks", new MarkdownForm(true)),
                Map.entry("common-private-key", new PrivateKeys()),
                Map.entry("common-links-inside", new TreeLinks()),
                Map.entry("common-large-files", new LargeFiles()),
                Map.entry("common-python-parses", new PythonParses()),
                Map.entry("common-python-format", new PythonTools(Set.of(HookTool.YAPF, HookTool.BLACK))),
                Map.entry("common-python-flakes", new PythonTools(Set.of(HookTool.FLAKE8))),
                Map.entry("common-python-names", new UndefinedNames()),
                Map.entry("common-table-rows", new TableRows()),
                Map.entry("common-yaml-twice", new YamlTwice()),
                Map.entry("common-no-fluid", new NoFluid()),
                Map.entry("common-copyright", new Copyright()),
                Map.entry("common-yaml-parses", new YamlParses()),
                Map.entry("common-config-bases", new ConfigBases()),
                Map.entry("common-table-columns", new TableColumns()),
                Map.entry("common-document-links", new DocumentLinks()),
                Map.entry("common-one-number", new OneNumber()),
                Map.entry("common-tipc-lint", new TipcLint()),
                Map.entry("common-tipc-plan", new TipcPlans()));
    }
}
