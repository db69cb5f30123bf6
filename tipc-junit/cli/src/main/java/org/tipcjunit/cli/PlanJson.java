// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.Deviation;
import org.tipcjunit.plan.model.NotRun;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.TipcPlan;

/** Prints plans as JSON. */
final class PlanJson {

    private final JsonGenerator json;

    private PlanJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(List<PlannedConfig> plans, boolean asArray, PrintWriter out) {
        JsonOutput.print(out, json -> {
            PlanJson writer = new PlanJson(json);
            if (asArray) {
                json.writeStartArray();
            }
            for (PlannedConfig plan : plans) {
                writer.plan(plan);
            }
            if (asArray) {
                json.writeEndArray();
            }
        });
    }

    private void plan(PlannedConfig planned) throws IOException {
        TipcPlan plan = planned.plan();
        json.writeStartObject();
        json.writeStringField("config", planned.config());
        json.writeStringField("model", plan.model());
        json.writeStringField("kind", plan.kind().label());
        json.writeStringField("suite", plan.suite().name().toLowerCase(java.util.Locale.ROOT));
        json.writeStringField("mode", plan.mode());
        json.writeArrayFieldStart("commands");
        for (PlannedCommand command : plan.commands()) {
            command(command);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("deviations");
        for (Deviation deviation : plan.deviations()) {
            json.writeStartObject();
            json.writeStringField("name", deviation.kind().label());
            json.writeStringField("defects", deviation.kind().defects());
            json.writeStringField("detail", deviation.detail());
            commandLines("planned", deviation.planned());
            commandLines("upstream", deviation.upstream());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notRun");
        for (NotRun notRun : plan.notRun()) {
            json.writeStartObject();
            json.writeStringField("what", notRun.what());
            json.writeNumberField("line", notRun.line());
            json.writeStringField("reason", notRun.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        strings("overrides", plan.overrides().stream().map(Change::line).toList());
        json.writeEndObject();
    }

    private void command(PlannedCommand command) throws IOException {
        json.writeStartObject();
        json.writeStringField("stage", command.step().label());
        strings("argv", command.argv());
        json.writeStringField("cwd", command.directory());
        map("env", new TreeMap<>(command.environment()));
        combination(command.combination());
        map("cell", command.cell());
        optional("log", command.log().orElse(null));
        strings("inputs", command.inputs());
        strings("outputs", command.outputs());
        json.writeArrayFieldStart("lines");
        for (int line : command.lines()) {
            json.writeNumber(line);
        }
        json.writeEndArray();
        optional("notRun", command.notRun().orElse(null));
        json.writeEndObject();
    }

    private void combination(Combination combination) throws IOException {
        json.writeObjectFieldStart("combination");
        if (!combination.equals(Combination.none())) {
            json.writeStringField("trainer", combination.trainer());
            json.writeStringField("gpus", combination.gpus());
            json.writeStringField("autocast", combination.autocast());
            json.writeNumberField("nodes", combination.nodes());
        }
        json.writeEndObject();
    }

    private void commandLines(String name, List<PlannedCommand> commands) throws IOException {
        json.writeArrayFieldStart(name);
        for (PlannedCommand command : commands) {
            json.writeStartArray();
            for (String word : command.argv()) {
                json.writeString(word);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void strings(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void map(String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    private void optional(String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }
}
