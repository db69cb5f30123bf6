// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * An import, wherever it stands in a file.
 *
 * @param module the module, without the dots of a relative one
 * @param level how many dots it begins with
 * @param names what is taken from it, {@code *} for all; empty for {@code import module}
 * @param bound what these are called in the file, in the same order; for {@code import module as name} that name, and none for {@code import module}
 * @param line its line, from 1
 * @param optional whether the file does without it where it fails
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PythonImport(
        String module, int level, List<String> names, List<String> bound, int line, boolean optional) {

    public PythonImport {
        names = List.copyOf(names);
        bound = List.copyOf(bound);
    }

    /** Get the folder that a relative import begins in, for one of the file at {@code file}; empty for that of the repository. */
    public String folder(String file) {
        String folder = file;
        for (int i = 0; i < level; i++) {
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        }
        return folder;
    }

    /** Get the path that it leads to, without an ending, in the file at {@code file}. */
    public String path(String file) {
        String path = module.replace('.', '/');
        return level == 0 ? path : folder(file) + "/" + path;
    }
}
