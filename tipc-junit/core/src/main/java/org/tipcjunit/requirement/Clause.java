// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The clauses of the TIPC acceptance guide: of section 4.1.3 for a base chain, of section 4.2.3 for a service, and of
 * section 4.3 for light backbones.
 *
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public enum Clause {
    CONVERGENCE("4.1.3-1", "training runs and its loss converges over the first 100 iterations"),
    METRIC("4.1.3-2", "the evaluated metric reaches what the README documents"),
    CONSISTENCY("4.1.3-3", "prediction and inference are completely identical on real test images"),
    EXPORT("4.1.3", "the export writes an inference model that loads"),
    DOCUMENTATION("4.1.3-4", "the README holds usage, scripts, prediction and inference results"),
    REPRODUCIBILITY("4.1.3-1r", "two trainings with one seed have bitwise equal losses"),
    SERVING("4.2.3-1", "the service starts, is asked, answers, and its answers are completely identical to inference"),
    DEPLOYMENT_DOCUMENTATION(
            "4.2.3-1d", "the deployment document holds how to start and ask the service, and its answers"),
    SERVING_LOAD("4.2.3-1l", "the service answers many requests at once, every one of them rightly"),
    BACKBONE("4.3.2", "with each light backbone another model is trained"),
    MODEL_SIZE("4.3.3-1", "the exported parameters are within the stated size of the backbone"),
    FEATURE_MAPS("4.3.3-2", "the model uses the last feature map of each stride of its backbone"),
    BACKBONE_RESULTS("4.3.4", "each backbone's row in the table of results is that of its own training log");

    private final String id;
    private final String title;

    Clause(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Get the clause's number in the guide. */
    public String id() {
        return id;
    }

    /** Get what the clause demands, in one line. */
    public String title() {
        return title;
    }
}
