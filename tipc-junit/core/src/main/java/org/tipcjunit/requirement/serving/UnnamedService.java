// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

import java.util.List;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.requirement.Declarations;
import org.tipcjunit.requirement.Subject;

/** Says that no service was named, for all who judge one. */
final class UnnamedService {

    private UnnamedService() {}

    static Finding finding(Clause clause, Subject subject) {
        List<String> beside = subject.servicesBeside();
        return subject.notDeclared(
                clause,
                beside.isEmpty()
                        ? "no config of the model's service was named"
                        : "several configs of services lie beside the config, and none was named: "
                                + String.join(", ", beside),
                "name it with @TipcModel(serving = ...), tipc.serving, or serving=CONFIG in a " + Declarations.FILE
                        + " beside the config");
    }
}
