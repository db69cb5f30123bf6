// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a Python file takes of other modules: by an import, or as a member of a module that it imports.
 *
 * @param used the import that leads to the module
 * @param name what is taken; empty for the module itself
 * @param line where, from 1
 * @param isMember whether it is taken as a member of what is imported, which may be no module
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record TakenNames(PythonImport used, String name, int line, boolean isMember) {

    /** Get all that a file takes; what it does without where it fails is left out. */
    public static List<TakenNames> of(PythonFile file) {
        List<TakenNames> taken = new ArrayList<>();
        for (PythonImport used : file.imports()) {
            if (used.optional()) {
                continue;
            }
            if (used.names().isEmpty()) {
                taken.add(new TakenNames(used, "", used.line(), false));
                addMembers(
                        file,
                        used.bound().isEmpty() ? used.module() : used.bound().get(0),
                        used,
                        taken);
            }
            for (int i = 0; i < used.names().size(); i++) {
                String name = used.names().get(i);
                taken.add(new TakenNames(used, name.equals("*") ? "" : name, used.line(), false));
                if (!name.equals("*")) {
                    addMembers(file, used.bound().get(i), below(used, name), taken);
                }
            }
        }
        return taken;
    }

    /** Get the import of a module by its package as one of the module itself. */
    private static PythonImport below(PythonImport used, String name) {
        String module = used.module().isEmpty() ? name : used.module() + "." + name;
        return new PythonImport(module, used.level(), List.of(), List.of(), used.line(), used.optional());
    }

    private static void addMembers(PythonFile file, String called, PythonImport used, List<TakenNames> taken) {
        String start = called + ".";
        file.uses().members().forEach((member, line) -> {
            if (member.startsWith(start) && member.indexOf('.', start.length()) < 0) {
                taken.add(new TakenNames(used, member.substring(start.length()), line, true));
            }
        });
    }
}
