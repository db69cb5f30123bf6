// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

/** How commands print what they found. */
enum OutputFormat {
    TEXT,
    JSON
}
