// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certificate.CertifiedChain;
import org.tipcjunit.certification.selection.ChosenCombination;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Settings;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.config.Mode;
import org.tipcjunit.requirement.Demand;
import org.tipcjunit.requirement.Wishes;

/**
 * What is to be certified, and what is demanded of it.
 *
 * @param model the model
 * @param demands what is demanded besides the base chain, which a certificate always needs
 * @param settings the user's settings
 * @param results the folder of all results, absolute
 * @param requester who demands it
 * @param chosen what of the config is certified; empty for the first training that can run here
 * @param backbone the backbone that the model is built on; empty where there is one only
 * @param declared what the certificate shall say was declared besides
 * @param takesService whether the answers of a service are taken, whatever is demanded
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Request(
        DeclaredModel model,
        List<Demand<?>> demands,
        Settings settings,
        Path results,
        Requester requester,
        Optional<ChosenCombination> chosen,
        Optional<BackboneRun> backbone,
        List<CertifiedChain.Declared> declared,
        boolean takesService) {

    /**
     * Who demands a certification.
     *
     * @param name what messages call it, such as the name of a class
     * @param shortName what certificates call it
     * @param certification what sets this certification apart from all others of it
     */
    public record Requester(String name, String shortName, String certification) {}

    public Request {
        demands = List.copyOf(demands);
        declared = List.copyOf(declared);
        results = results.toAbsolutePath().normalize();
    }

    /**
     * Ask for the certification of a config; {@link #demanding} says what is demanded besides.
     *
     * @param repository the folder that the config's commands run in
     * @param config the config, relative to the repository
     * @param mode the mode
     * @param results the folder of all results
     */
    public static Request of(Path repository, String config, Mode mode, Path results) {
        return new Request(
                new DeclaredModel(
                        "the request",
                        repository.toAbsolutePath().normalize().toString(),
                        config,
                        "",
                        Map.of(Term.MODE, mode.label())),
                List.of(),
                Settings.ofProcess(),
                results,
                new Requester(
                        "the request",
                        "request",
                        config + " of " + repository.toAbsolutePath().normalize() + " in " + mode.label()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    /** Get the same with more demands, which are judged after those that it has. */
    public Request demanding(Collection<? extends Demand<?>> more) {
        List<Demand<?>> all = new ArrayList<>(demands);
        all.addAll(more);
        return with(model, all);
    }

    /** Get the same with something stated about the model, under a name as in {@code certification.properties}. */
    public Request stating(String key, String value) {
        return with(model.with(key, value), demands);
    }

    private Request with(DeclaredModel another, List<Demand<?>> all) {
        return new Request(another, all, settings, results, requester, chosen, backbone, declared, takesService);
    }

    /** Get the config of the service that was selected together with the training of its model, relative to the repository. */
    public Optional<String> service() {
        return chosen.map(invocation -> invocation.config().path()).filter(path -> !path.equals(model.config()));
    }

    /** Get a text of a demand with the name of the backbone where it says {@code {backbone}}. */
    public String fill(String text) {
        return backbone.map(one -> one.fill(text)).orElse(text);
    }

    /** Get what the library's own demands wish. */
    Wishes wishes() {
        return wishes(demand -> demand.foreignJudge().isEmpty());
    }

    /** Get what foreign demands wish, which must change nothing that the library's clauses are judged on. */
    Wishes foreignWishes() {
        return wishes(demand -> demand.foreignJudge().isPresent());
    }

    private Wishes wishes(Predicate<Demand<?>> which) {
        return demands.stream().filter(which).map(Demand::wishes).reduce(Wishes.none(), Wishes::and);
    }
}
