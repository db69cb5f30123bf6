// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement;

/**
 * Something that is not as demanded.
 *
 * @param summary what, in one sentence
 * @param detail what was seen, with numbers
 * @param remedy what to do
 */
record Fault(String summary, String detail, String remedy) {}
