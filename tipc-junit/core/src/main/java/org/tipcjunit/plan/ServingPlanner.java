// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan;

import java.util.List;
import org.tipcjunit.config.ConfigEntries;
import org.tipcjunit.config.ConfigEntry;

/** Plans services, in the form of the suite whose layout the config has. */
final class ServingPlanner implements KindPlanner {

    private static final List<String> CLIENT_KEYS =
            List.of("pipline", "pipeline", "cpp_client", "http_client", "client");

    @Override
    public TipcPlan plan(PlanInput input) {
        ConfigEntries entries = input.entries();
        boolean cpp = input.kind() == ChainKind.SERVING_CPP || entries.indexOf("cpp_client") >= 0;
        if (entries.get(7).key().equals("norm_export")) {
            return new DetectionServing(cpp).plan(input);
        }
        if (entries.get(3).key().endsWith("inference_model_url")) {
            return new ClasServing(cpp).plan(input);
        }
        int client = clientIndex(entries);
        if (cpp) {
            return switch (client) {
                case 12 -> new VideoServing(true).plan(input);
                case 14 -> new CppServing().plan(input);
                case 17 -> new OcrServing(true).plan(input);
                default -> throw unknown(input);
            };
        }
        return switch (client) {
            case 11 -> new VideoServing(false).plan(input);
            case 12 -> new TutorialServing().plan(input);
            case 13 -> new SegServing().plan(input);
            case 16 -> new OldServing().plan(input);
            case 21 -> new OcrServing(false).plan(input);
            default -> throw unknown(input);
        };
    }

    private static int clientIndex(ConfigEntries entries) {
        return CLIENT_KEYS.stream()
                .mapToInt(entries::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static RuntimeException unknown(PlanInput input) {
        ConfigEntry header = input.entry(0);
        return input.entries()
                .problem(
                        header,
                        "no layout of a serving config has its client on this line",
                        "compare the lines with a serving config of the same suite: a line is missing, doubled or out of"
                                + " place");
    }
}
