// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli.merge;

import org.tipcjunit.merge.output.GitHubOutput;
import org.tipcjunit.merge.output.JsonReport;
import org.tipcjunit.merge.output.ReportOutput;
import org.tipcjunit.merge.output.SarifOutput;
import org.tipcjunit.merge.output.TextOutput;

/** How a report is printed. */
enum ReportFormat {
    TEXT {
        @Override
        ReportOutput output(boolean chinese) {
            return new TextOutput(chinese);
        }
    },
    JSON {
        @Override
        ReportOutput output(boolean chinese) {
            return new JsonReport(chinese);
        }
    },
    SARIF {
        @Override
        ReportOutput output(boolean chinese) {
            return new SarifOutput(chinese);
        }
    },
    GITHUB {
        @Override
        ReportOutput output(boolean chinese) {
            return new GitHubOutput(chinese);
        }
    };

    abstract ReportOutput output(boolean chinese);
}
