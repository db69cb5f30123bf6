// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.source;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A link or an image of a Markdown file.
 *
 * @param target where it leads
 * @param text what is shown
 * @param line its line, from 1
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record MarkdownLink(String target, String text, int line) {}
