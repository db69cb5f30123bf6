// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.output;

import java.io.PrintWriter;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.check.MergeReport;

/**
 * A form that reports are written in.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
@FunctionalInterface
public interface ReportOutput {

    /** Write a report. */
    void write(MergeReport report, PrintWriter out);
}
