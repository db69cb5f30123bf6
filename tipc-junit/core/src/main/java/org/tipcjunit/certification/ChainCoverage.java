// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tipcjunit.artifact.Inference;
import org.tipcjunit.certificate.CertifiedChain;
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.certification.terms.Terms;
import org.tipcjunit.chain.Chain;
import org.tipcjunit.plan.model.Change;
import org.tipcjunit.plan.model.Combination;
import org.tipcjunit.plan.model.PlannedCommand;
import org.tipcjunit.plan.model.Step;
import org.tipcjunit.plan.model.TipcPlan;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.stage.infer.Infer;
import org.tipcjunit.stage.infer.InferencePlan;
import org.tipcjunit.stage.prepare.FreshCopy;
import org.tipcjunit.stage.prepare.Prepare;
import org.tipcjunit.stage.serve.ServingPlan;

/**
 * What a certificate says of the chain: what was declared, what the plan makes of the config, and what did not run.
 *
 * @param request what is certified
 * @param terms what was stated
 * @param plan everything that the config asks for
 * @param serving everything that the config of the service asks for; empty where none was named
 */
record ChainCoverage(Request request, Terms terms, TipcPlan plan, Optional<TipcPlan> serving) {

    /** Get everything that changed what the config and the repository say, by name. */
    Map<String, String> overrides(Chain chain) {
        Map<String, String> overrides = new LinkedHashMap<>(terms.overrides());
        Map<String, List<Change>> changes = chain.overrides().stream()
                .distinct()
                .collect(Collectors.groupingBy(Change::name, LinkedHashMap::new, Collectors.toList()));
        changes.forEach((name, several) -> {
            String texts = several.stream().map(Change::text).collect(Collectors.joining("; "));
            // A change that comes of the stated value tells that as well.
            boolean tellsStated = several.get(0).value().equals(overrides.get(name));
            overrides.merge(name, texts, (stated, more) -> tellsStated ? more : stated + "; " + more);
        });
        return overrides;
    }

    CertifiedChain of(Chain chain) {
        return new CertifiedChain(
                request.model().config(),
                plan.kind().label(),
                plan.suite().name().toLowerCase(Locale.ROOT),
                ChosenCombination.describe(chain.plan().combination()),
                declared(chain),
                plans().flatMap(one -> one.deviations().stream())
                        .map(deviation -> new CertifiedChain.DeviationResult(
                                deviation.kind().label(), deviation.kind().defects(), deviation.detail()))
                        .distinct()
                        .toList(),
                notRun(chain),
                cells(chain),
                preparation(chain),
                new CertifiedChain.WorkingCopyResult(chain.plan().workspace().toString(), "", 0));
    }

    private Stream<TipcPlan> plans() {
        return Stream.concat(Stream.of(plan), serving.stream());
    }

    private String preparation(Chain chain) {
        if (!terms.holds(Term.PREPARE)) {
            return "not asked for";
        }
        Path log = Prepare.STAGE.log(chain.plan());
        if (!Files.isRegularFile(log)) {
            return "asked for, but no stage needed the working copy";
        }
        boolean well = chain.ifMade(new FreshCopy(chain.plan().workspace())).isPresent();
        return (well ? Prepare.STAGE.did(chain.plan()) : "failed") + ", log " + log;
    }

    private static CertifiedChain.CellResult cell(Inference.Cell cell) {
        return new CertifiedChain.CellResult(
                cell.name(),
                switch (cell.way()) {
                    case SCRIPT -> CertifiedChain.CellRun.SCRIPT;
                    case REPLAY -> CertifiedChain.CellRun.REPLAY;
                    case NOT_RUN -> CertifiedChain.CellRun.NOT_RUN;
                },
                cell.obstacle());
    }

    private static List<CertifiedChain.CellResult> cells(Chain chain) {
        List<Inference.Cell> run =
                chain.ifMade(Infer.STAGE).map(Inference::cells).orElse(List.of());
        if (!run.isEmpty()) {
            return run.stream().map(ChainCoverage::cell).toList();
        }
        return InferencePlan.of(chain.plan()).stream()
                .map(cell -> new CertifiedChain.CellResult(
                        cell.name(),
                        CertifiedChain.CellRun.NOT_RUN,
                        cell.notRun().orElse("no inference was made in this run")))
                .toList();
    }

    private List<CertifiedChain.Declared> declared(Chain chain) {
        List<CertifiedChain.Declared> declared = new ArrayList<>(terms.declared());
        boolean selected = request.service().isPresent();
        if (selected || terms.get(Term.SERVING).isEmpty()) {
            declared.removeIf(stated -> stated.name().equals(Term.SERVING.key()));
            chain.plan()
                    .part(ServingPlan.class)
                    .ifPresent(service -> declared.add(new CertifiedChain.Declared(
                            Term.SERVING.key(),
                            service.configPath(),
                            selected ? "the selected config" : "the only one beside the config")));
        }
        declared.addAll(request.declared());
        for (Demand<?> demand : request.demands()) {
            String attributes = request.fill(demand.attributes());
            declared.add(new CertifiedChain.Declared(
                    demand.label(),
                    demand.foreignJudge()
                            .map(judge -> (attributes.isEmpty() ? "" : attributes + ", ") + "judged by " + judge)
                            .orElse(attributes),
                    request.requester().shortName()));
        }
        return declared;
    }

    /** Everything of the config that this certification does not show: other trainings and cells, each once. */
    private List<CertifiedChain.NotRunResult> notRun(Chain chain) {
        List<CertifiedChain.NotRunResult> results = new ArrayList<>();
        plans().flatMap(one -> one.notRun().stream())
                .forEach(notRun ->
                        results.add(new CertifiedChain.NotRunResult(notRun.what(), notRun.line(), notRun.reason())));
        Map<String, CertifiedChain.NotRunResult> commands = new LinkedHashMap<>();
        for (PlannedCommand command :
                plans().flatMap(one -> one.commands().stream()).toList()) {
            boolean elsewhere = !command.combination().equals(chain.plan().combination());
            Optional<String> reason = command.notRun().or(() -> Optional.of("another certification of this config")
                    .filter(other -> elsewhere && command.step() == Step.TRAIN));
            reason.ifPresent(why -> {
                String what = command.step().label() + ": " + describe(command);
                int line = command.lines().stream().findFirst().orElse(0);
                commands.putIfAbsent(what + why, new CertifiedChain.NotRunResult(what, line, why));
            });
        }
        results.addAll(commands.values());
        return results;
    }

    private static String describe(PlannedCommand command) {
        List<String> words = new ArrayList<>();
        if (!command.combination().equals(Combination.none())) {
            words.add(ChosenCombination.describe(command.combination()));
        }
        command.cell().forEach((name, value) -> words.add(name + "=" + value));
        return words.isEmpty() ? String.join(" ", command.argv()) : String.join(", ", words);
    }
}
