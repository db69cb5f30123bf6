// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.artifact.ExportedModel;
import org.tipcjunit.artifact.ExportedModel.Spec;
import org.tipcjunit.finding.Clause;
import org.tipcjunit.finding.Evidence;
import org.tipcjunit.finding.Evidence.FileEvidence;
import org.tipcjunit.finding.Evidence.TableEvidence;
import org.tipcjunit.finding.Fault;
import org.tipcjunit.finding.Figure;
import org.tipcjunit.finding.Finding;
import org.tipcjunit.finding.Judgement;
import org.tipcjunit.finding.Part;
import org.tipcjunit.finding.StageFindings;
import org.tipcjunit.recording.ExportRecord;
import org.tipcjunit.recording.ExportRecord.InputSpec;

/**
 * Judges whether an export wrote an inference model that Paddle Inference loads.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record ExportedFiles() {

    private static final String REQUIREMENT = "@ExportsInferenceModel";

    /**
     * What is known about a file.
     *
     * @param path the file
     * @param bytes its size; -1 if there is no regular file
     */
    public record FileState(Path path, long bytes) {

        /** Look at {@code path}; a file that cannot be looked at counts as missing. */
        public static FileState of(Path path) {
            try {
                return new FileState(path, Files.isRegularFile(path) ? Files.size(path) : -1);
            } catch (IOException e) {
                return new FileState(path, -1);
            }
        }
    }

    /** Judge {@code model} after a look at its files. */
    public Finding judge(ExportedModel model) {
        return judge(model, FileState.of(model.program()), FileState.of(model.parameters()));
    }

    /** Judge {@code model} with the given states of its files; a pure function, safe for several threads. */
    public Finding judge(ExportedModel model, FileState program, FileState parameters) {
        if (!model.stage().outcome().termination().isSuccess()) {
            return StageFindings.failed(Clause.EXPORT, REQUIREMENT, model.stage());
        }
        if (program.bytes() < 0) {
            return lacks(model, "program file", program);
        }
        if (parameters.bytes() < 0) {
            return lacks(model, "parameter file", parameters);
        }
        Judgement judgement = Judgement.of(
                Clause.EXPORT,
                REQUIREMENT,
                model.stage(),
                "a program and a parameter file, written by this run, that Paddle Inference loads with the declared"
                        + " inputs");
        List<Figure> figures = figures(model, program, parameters);
        List<Evidence> evidence = List.of(
                new FileEvidence("program", program.path()),
                new FileEvidence("parameters", parameters.path()),
                specTable(model));
        List<Fault> faults = firstFault(model, program, parameters).stream().toList();
        return judgement.conclude(
                List.of(new Part(faults, List.of(), figures, evidence)),
                "a " + format(model.program()) + " that Paddle Inference loads",
                described("inputs", model.inputs()) + "; " + described("outputs", model.outputs()));
    }

    private static Finding lacks(ExportedModel model, String kind, FileState file) {
        return StageFindings.lacksOutput(Clause.EXPORT, REQUIREMENT, model.stage(), kind, file.path());
    }

    private static Optional<Fault> firstFault(ExportedModel model, FileState program, FileState parameters) {
        for (FileState file : List.of(program, parameters)) {
            if (file.bytes() == 0) {
                return Optional.of(new Fault(
                        file.path().getFileName() + " is empty",
                        file.path() + " has 0 bytes",
                        "look for a full disk and for an export that ended early"));
            }
            Path run = model.stage().directory().resolveSibling(".").normalize();
            if (!absolute(file.path()).startsWith(absolute(run))) {
                return Optional.of(new Fault(
                        file.path().getFileName() + " was not written by this run",
                        file.path() + " lies outside " + run,
                        "let the export write into the folder that it is given"));
            }
        }
        if (format(model.program()).isEmpty()) {
            return Optional.of(new Fault(
                    "the program file has an unknown format",
                    model.program() + " ends neither in .pdmodel nor in .json",
                    "export with paddle.jit.save or paddle.static.save_inference_model"));
        }
        if (model.loadError().isPresent()) {
            return Optional.of(new Fault(
                    "Paddle Inference cannot load the exported model",
                    model.loadError().get(),
                    "load it by hand with paddle.inference of the same Paddle; export it again"));
        }
        if (model.inputs().isEmpty() || model.outputs().isEmpty()) {
            return Optional.of(new Fault(
                    "the exported model has no " + (model.inputs().isEmpty() ? "inputs" : "outputs"),
                    described("inputs", model.inputs()) + "; " + described("outputs", model.outputs()),
                    "declare the inputs with input_spec and return the outputs from forward"));
        }
        if (model.export().isEmpty()) {
            return Optional.of(new Fault(
                    "no export was recorded, so the files may be those of another run",
                    "neither paddle.jit.save nor paddle.static.save_inference_model was called",
                    "let the script export the model itself instead of copying files"));
        }
        return model.export().flatMap(export -> declarationFault(model, export));
    }

    private static Optional<Fault> declarationFault(ExportedModel model, ExportRecord export) {
        List<InputSpec> declared = export.inputSpecs();
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        // An input that the program doesn't use is left out of it, so there may be fewer than declared.
        for (int i = 0; i < model.inputs().size(); i++) {
            Spec input = model.inputs().get(i);
            Optional<InputSpec> declaration =
                    declarationOf(input, i, model.inputs().size(), declared);
            boolean agrees = declaration.isPresent()
                    && declaration.get().type().equals(input.type())
                    && compatible(declaration.get().shape(), input.shape());
            if (!agrees) {
                return Optional.of(new Fault(
                        "input " + input.name() + " is not the declared one",
                        "the program has " + described(input) + ", declared "
                                + declaration.map(ExportedFiles::described).orElse("is no input of that name"),
                        "export again with the input_spec that inference needs"));
            }
        }
        return Optional.empty();
    }

    private static Optional<InputSpec> declarationOf(Spec input, int index, int count, List<InputSpec> declared) {
        Optional<InputSpec> named = declared.stream()
                .filter(spec -> spec.name().equals(input.name()))
                .findFirst();
        return named.isPresent() || declared.size() != count ? named : Optional.of(declared.get(index));
    }

    private static boolean compatible(List<Long> declared, List<Long> actual) {
        if (declared.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < declared.size(); i++) {
            if (declared.get(i) >= 0 && actual.get(i) >= 0 && !declared.get(i).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Figure> figures(ExportedModel model, FileState program, FileState parameters) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.text("format", format(model.program())));
        figures.add(Figure.of("size of the program", program.bytes(), "bytes"));
        figures.add(Figure.of("size of the parameters", parameters.bytes(), "bytes"));
        figures.add(Figure.of("inputs", model.inputs().size(), ""));
        figures.add(Figure.of("outputs", model.outputs().size(), ""));
        figures.add(
                Figure.text("exported by", model.export().map(ExportRecord::api).orElse("not seen")));
        model.export()
                .ifPresent(export -> figures.add(
                        Figure.text("layer in training mode when exported", export.training() ? "yes" : "no")));
        return figures;
    }

    private static TableEvidence specTable(ExportedModel model) {
        List<List<String>> rows = new ArrayList<>();
        model.inputs().forEach(spec -> rows.add(row("input", spec)));
        model.outputs().forEach(spec -> rows.add(row("output", spec)));
        return new TableEvidence("inputs and outputs", List.of("kind", "name", "type", "shape"), rows);
    }

    private static List<String> row(String kind, Spec spec) {
        return List.of(kind, spec.name(), spec.type(), spec.shape().toString());
    }

    private static String format(Path program) {
        String name = program.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pdmodel") ? "program (.pdmodel)" : name.endsWith(".json") ? "PIR program (.json)" : "";
    }

    private static String described(String kind, List<Spec> specs) {
        return kind + ": "
                + (specs.isEmpty()
                        ? "none"
                        : specs.stream().map(ExportedFiles::described).collect(Collectors.joining(", ")));
    }

    private static String described(Spec spec) {
        return spec.name() + " " + spec.type() + spec.shape();
    }

    private static String described(InputSpec spec) {
        return (spec.name() + " " + spec.type() + spec.shape()).strip();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
