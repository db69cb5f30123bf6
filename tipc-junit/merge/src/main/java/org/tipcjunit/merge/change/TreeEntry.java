// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.change;

/**
 * An entry of a tree of git's.
 *
 * @param mode its mode, such as {@code 100644}
 * @param id the id of what it holds
 * @param size its size in bytes; -1 for what the repository does not have
 */
record TreeEntry(String mode, String id, long size) {

    boolean isFile() {
        return mode.startsWith("100");
    }

    boolean isLink() {
        return mode.equals("120000");
    }
}
