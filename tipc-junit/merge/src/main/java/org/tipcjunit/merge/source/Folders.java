// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files lie in which folder of a repository.
 *
 * @param files the files of each folder that has some itself, in their order
 * @param all all folders, those that have only folders among them
 */
record Folders(Map<String, List<String>> files, Set<String> all) {

    static Folders of(Collection<String> paths) {
        Map<String, List<String>> files = new HashMap<>();
        Set<String> all = new HashSet<>();
        for (String path : paths) {
            String folder = above(path);
            files.computeIfAbsent(folder, name -> new ArrayList<>()).add(path);
            while (!folder.isEmpty() && all.add(folder)) {
                folder = above(folder);
            }
        }
        return new Folders(files, all);
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
