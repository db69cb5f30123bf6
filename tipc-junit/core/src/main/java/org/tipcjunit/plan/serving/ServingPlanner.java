// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.serving;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.config.line.LineLayout;
import org.tipcjunit.plan.draft.KindPlanner;
import org.tipcjunit.plan.draft.PlanInput;
import org.tipcjunit.plan.model.TipcPlan;

/** Plans services, in the form of the suite whose layout the config has. */
@API(status = Status.INTERNAL, since = "0.1")
public final class ServingPlanner implements KindPlanner {

    @Override
    public TipcPlan plan(PlanInput input) {
        LineLayout layout = input.reading().layout().orElseThrow(() -> input.entries()
                .problem(
                        input.entries().get(0),
                        "no layout of a serving config has its client on this line",
                        "compare the lines with a serving config of the same suite: a line is missing, doubled or"
                                + " out of place"));
        KindPlanner planner =
                switch (layout) {
                    case SERVING_DETECTION -> new DetectionServing(false);
                    case SERVING_CPP_DETECTION -> new DetectionServing(true);
                    case SERVING_CLAS, SERVING_CLAS_RECOGNITION ->
                        new ClasServing(input.reading().isServedByCpp());
                    case SERVING_CPP_VIDEO -> new VideoServing(true);
                    case SERVING_CPP_SEG, SERVING_CPP_TUTORIAL -> new CppServing();
                    case SERVING_CPP_OCR -> new OcrServing(true);
                    case SERVING_VIDEO -> new VideoServing(false);
                    case SERVING_TUTORIAL -> new TutorialServing();
                    case SERVING_SEG -> new SegServing();
                    case SERVING_FIRST -> new FirstFormServing();
                    case SERVING_OCR -> new OcrServing(false);
                    default -> throw new IllegalStateException("no layout of a service: " + layout);
                };
        return planner.plan(input);
    }
}
