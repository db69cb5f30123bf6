// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.Term;
import org.tipcjunit.plan.model.Step;

/**
 * What was found out about one config.
 *
 * @param config the config
 * @param service the config of the model's service; empty without one
 * @param shared whether configs of other models lie in the same folder
 * @param onCpu whether it was planned for the CPU, since this machine cannot run it as it is
 * @param prepares whether the repository has a {@code test_tipc/prepare.sh}
 * @param guesses what may be stated of the model
 * @param commands the commands that documents have to show
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ModelStart(
        SelectedConfig config,
        Optional<SelectedConfig> service,
        boolean shared,
        boolean onCpu,
        boolean prepares,
        List<Guess> guesses,
        List<String> commands) {

    public ModelStart {
        guesses = List.copyOf(guesses);
        commands = List.copyOf(commands);
    }

    static ModelStart of(ModelLook model, RepositoryFiles files, Optional<SelectedConfig> service) {
        DataGuess data = new DataGuess(model, files);
        DocumentGuess documents = new DocumentGuess(model, files);
        List<Guess> guesses = new ArrayList<>();
        guesses.add(new PredictionGuess(model, files).guess());
        data.images().ifPresent(guesses::add);
        data.data().ifPresent(guesses::add);
        guesses.addAll(new MetricGuess(model, files).guesses());
        guesses.add(documents.readme());
        service.ifPresent(found -> guesses.add(documents.deployment(found)));
        outputs(model).ifPresent(guesses::add);
        List<String> commands = Stream.of(Step.TRAIN, Step.EVAL, Step.EXPORT, Step.INFER)
                .flatMap(step -> model.command(step).stream())
                .map(command -> (command.directory().equals(".") ? "" : "cd " + command.directory() + " && ")
                        + "python "
                        + String.join(
                                " ", command.argv().subList(1, command.argv().size())))
                .distinct()
                .toList();
        return new ModelStart(
                model.config(), service, model.isShared(), model.onCpu(), data.hasPrepare(), guesses, commands);
    }

    private static Optional<Guess> outputs(ModelLook model) {
        return Stream.of(Step.EXPORT, Step.TRAIN)
                .flatMap(step -> model.arguments(step).stream())
                .filter(argument -> argument.option().matches("--?embedding[-_](size|dim)"))
                .findFirst()
                .map(argument -> Guess.of(
                        Term.OUTPUTS,
                        "embeddings",
                        "the config's commands say " + argument.text() + ": outputs are judged by their direction"));
    }

    /** Get the command lines that certify it: without its service, and with it where it has one. */
    public List<String> certifyLines(String repository) {
        return Stream.concat(Stream.of(config), service.stream())
                .map(named -> certifyLine(repository, named))
                .toList();
    }

    private String certifyLine(String repository, SelectedConfig named) {
        return "tipc certify" + (repository.isEmpty() ? "" : " --repository " + repository) + " --config "
                + named.shown() + " --mode lite_train_lite_infer" + (onCpu ? " --device cpu" : "")
                + (prepares ? " --prepare" : "") + " --iterations 100";
    }
}
