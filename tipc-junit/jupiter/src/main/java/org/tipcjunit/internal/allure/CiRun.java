// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The run of a CI system that a certification belongs to, as Allure's {@code executor.json} names it.
 *
 * @param fields the fields by name
 */
record CiRun(Map<String, Object> fields) {

    CiRun {
        fields = Map.copyOf(fields);
    }

    /** Find it by the variables that the system sets; empty on a machine without one. */
    static Optional<CiRun> of(Map<String, String> variables) {
        if ("true".equals(variables.get("GITHUB_ACTIONS"))) {
            String repository = variables.getOrDefault("GITHUB_SERVER_URL", "") + "/"
                    + variables.getOrDefault("GITHUB_REPOSITORY", "");
            return Optional.of(run(
                    "GitHub Actions",
                    "github",
                    repository,
                    variables.getOrDefault("GITHUB_RUN_NUMBER", ""),
                    variables.getOrDefault("GITHUB_WORKFLOW", ""),
                    repository + "/actions/runs/" + variables.getOrDefault("GITHUB_RUN_ID", "")));
        }
        if ("true".equals(variables.get("GITLAB_CI"))) {
            return Optional.of(run(
                    "GitLab CI",
                    "gitlab",
                    variables.getOrDefault("CI_PROJECT_URL", ""),
                    variables.getOrDefault("CI_PIPELINE_IID", ""),
                    variables.getOrDefault("CI_JOB_NAME", ""),
                    variables.getOrDefault("CI_JOB_URL", "")));
        }
        if (variables.containsKey("JENKINS_URL")) {
            return Optional.of(run(
                    "Jenkins",
                    "jenkins",
                    variables.getOrDefault("JENKINS_URL", ""),
                    variables.getOrDefault("BUILD_NUMBER", ""),
                    variables.getOrDefault("JOB_NAME", ""),
                    variables.getOrDefault("BUILD_URL", "")));
        }
        return Optional.empty();
    }

    private static CiRun run(String name, String type, String url, String order, String build, String buildUrl) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("type", type);
        fields.put("url", url);
        if (order.matches("\\d{1,15}")) {
            fields.put("buildOrder", Long.parseLong(order));
        }
        fields.put("buildName", (build + " #" + order).strip());
        fields.put("buildUrl", buildUrl);
        fields.values().removeIf(""::equals);
        return new CiRun(fields);
    }
}
