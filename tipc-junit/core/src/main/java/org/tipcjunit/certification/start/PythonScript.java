// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certification.start;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tipcjunit.requirement.text.TextFile;

/**
 * A Python script as it is written: its code with that of the repository's modules that it imports, and the options that it takes.
 *
 * @param path its path relative to the repository
 * @param own its own code
 * @param code its own code and that of the modules
 * @param options the options
 */
record PythonScript(String path, String own, String code, List<Option> options) {

    private static final Pattern FROM = Pattern.compile("(?m)^\\s*from\\s+([\\w.]+)\\s+import\\s+\\(?([\\w ,]+|\\*)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import\\s+([\\w.]+)");
    private static final Pattern ADD = Pattern.compile("\\.add_argument\\s*\\(");
    private static final Pattern NAME = Pattern.compile("\\G\\s*,?\\s*[rf]?(['\"])(-{1,2}\\w[\\w-]*)\\1");
    private static final Pattern REQUIRED = Pattern.compile("\\brequired\\s*=\\s*True");
    private static final Pattern SEVERAL = Pattern.compile("\\bnargs\\s*=\\s*(?:['\"][*+]['\"]|argparse\\.REMAINDER)");
    private static final Pattern APPENDS = Pattern.compile("\\baction\\s*=\\s*['\"](?:append|extend)");
    private static final Pattern FLAG = Pattern.compile("\\baction\\s*=\\s*['\"]store_(?:true|false)");

    /**
     * An option.
     *
     * @param names its names, such as {@code -c} and {@code --config}
     * @param required whether the script refuses to run without it
     * @param flag whether it takes no value
     * @param once whether it takes several values at once, and only those of the last time that it is given
     */
    record Option(List<String> names, boolean required, boolean flag, boolean once) {

        Option {
            names = List.copyOf(names);
        }

        /** Get the longest name, which readers understand. */
        String name() {
            return names.stream().reduce("", (one, other) -> other.length() > one.length() ? other : one);
        }
    }

    PythonScript {
        options = List.copyOf(options);
    }

    /** Read a script; empty where there is none. */
    static Optional<PythonScript> read(Path repository, String path) {
        Path file = repository.resolve(path).normalize();
        if (!file.startsWith(repository) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String own = TextFile.read(file).text();
        StringBuilder code = new StringBuilder(own);
        imported(repository, file, own).forEach(module -> code.append('\n')
                .append(TextFile.read(module).text()));
        String shown = repository.relativize(file).toString();
        return Optional.of(new PythonScript(shown, own, code.toString(), options(code.toString())));
    }

    Optional<Option> option(String name) {
        return options.stream().filter(option -> option.names().contains(name)).findFirst();
    }

    private static Set<Path> imported(Path repository, Path script, String code) {
        Set<String> modules = new LinkedHashSet<>();
        IMPORT.matcher(code).results().forEach(found -> modules.add(found.group(1)));
        FROM.matcher(code).results().forEach(found -> {
            modules.add(found.group(1));
            for (String name : found.group(2).split(",", -1)) {
                modules.add(found.group(1) + "." + name.strip().replaceAll("\\s+as\\s.*", ""));
            }
        });
        Set<Path> files = new LinkedHashSet<>();
        for (String module : modules) {
            Path folder = script.getParent();
            while (folder != null && folder.startsWith(repository)) {
                file(folder, module).ifPresent(files::add);
                folder = folder.getParent();
            }
        }
        files.remove(script);
        return files;
    }

    private static Optional<Path> file(Path folder, String module) {
        try {
            String name = module.replace('.', '/');
            for (Path file :
                    List.of(folder.resolve(name + ".py"), folder.resolve(name).resolve("__init__.py"))) {
                if (!name.startsWith("/") && Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static List<Option> options(String code) {
        List<Option> options = new ArrayList<>();
        Matcher call = ADD.matcher(code);
        while (call.find()) {
            String arguments = code.substring(call.end(), end(code, call.end()));
            List<String> names = new ArrayList<>();
            Matcher name = NAME.matcher(arguments);
            while (name.find()) {
                names.add(name.group(2));
            }
            if (!names.isEmpty()) {
                options.add(new Option(
                        names,
                        REQUIRED.matcher(arguments).find(),
                        FLAG.matcher(arguments).find(),
                        SEVERAL.matcher(arguments).find()
                                && !APPENDS.matcher(arguments).find()));
            }
        }
        return options;
    }

    /** Find where the parenthesis that is open at {@code start} closes; those in texts count, as they mostly come in pairs. */
    private static int end(String code, int start) {
        int depth = 1;
        for (int i = start; i < code.length(); i++) {
            char c = code.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return code.length();
    }
}
