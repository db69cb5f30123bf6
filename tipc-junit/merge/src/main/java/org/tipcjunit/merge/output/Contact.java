// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

/** What the guide advises where a contribution does not get on: where to ask, and how the question is titled. */
final class Contact {

    private static final String MARK = "【工程落地赛】";

    private Contact() {}

    static String advice(String issues, String suite, boolean chinese) {
        return chinese
                ? "合入 %s 时如有代码方面的问题，可在 %s 新建 ISSUE 说明目前的具体问题，标题中补充 %s（指南 5.2）".formatted(suite, issues, MARK)
                : "if the code raises questions while it is merged into %s, open an issue at %s that says what stands in the way, with %s in its title (guide, 5.2)"
                        .formatted(suite, issues, MARK);
    }
}
