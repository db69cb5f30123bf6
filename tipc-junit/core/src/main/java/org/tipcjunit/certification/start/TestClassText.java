// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a test class that certifies configs.
 *
 * @param name the class with its package
 * @param models what it certifies
 */
record TestClassText(String name, List<ModelStart> models) {

    String text() {
        int dot = name.lastIndexOf('.');
        boolean served = models.stream().anyMatch(model -> model.service().isPresent()) && models.size() == 1;
        String device = models.stream().anyMatch(ModelStart::onCpu) ? ",\n        device = \"cpu\"" : "";
        String prepare = models.stream().anyMatch(ModelStart::prepares) ? ",\n        prepare = true" : "";
        StringBuilder text = new StringBuilder();
        if (dot > 0) {
            text.append("package ").append(name, 0, dot).append(";\n\n");
        }
        for (String imported : List.of(
                "DeploymentDocumented",
                "ExportsInferenceModel",
                "InferenceMatchesPrediction",
                "LossConverges",
                "MetricReaches",
                "ReadmeDocuments",
                "ServingMatchesInference",
                models.size() == 1 ? "TipcModel" : "TipcRepository")) {
            if (served || !(imported.startsWith("Deployment") || imported.startsWith("Serving"))) {
                text.append("import org.tipcjunit.").append(imported).append(";\n");
            }
        }
        text.append("\n/** What configs have no line for stands in the certification.properties beside each. */\n");
        if (models.size() == 1) {
            text.append("@TipcModel(\n        config = ")
                    .append(quoted(models.get(0).config().path()));
            models.get(0).service().ifPresent(service -> text.append(",\n        serving = ")
                    .append(quoted(service.path())));
        } else {
            text.append("@TipcRepository(\n        configs = {\n")
                    .append(models.stream()
                            .map(model -> "            " + quoted(model.config().shown()))
                            .collect(Collectors.joining(",\n")))
                    .append("\n        }");
        }
        text.append(device).append(prepare).append(",\n        iterations = 100)\n");
        text.append("class ").append(name.substring(dot + 1)).append(" {\n");
        method(text, "LossConverges", "training");
        method(text, "MetricReaches", "evaluation");
        method(text, "ExportsInferenceModel", "export");
        method(text, "InferenceMatchesPrediction", "inference");
        method(text, "ReadmeDocuments", "documentation");
        if (served) {
            method(text, "ServingMatchesInference", "serving");
            method(text, "DeploymentDocumented", "deployment");
        }
        return text.append("}\n").toString();
    }

    private static void method(StringBuilder text, String annotation, String name) {
        text.append("\n    @")
                .append(annotation)
                .append("\n    void ")
                .append(name)
                .append("() {}\n");
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
