// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.requirement.Backbone;

/**
 * One invocation of a class that certifies a model with several backbones.
 *
 * @param backbone the backbone of this invocation
 * @param runs what the invocations share
 */
record BackboneRun(Backbone backbone, BackboneRuns runs) {

    String name() {
        return backbone.name();
    }

    boolean isOriginal() {
        return backbone.equals(runs.backbones().get(0));
    }

    /** Get {@code text} with this backbone's name in it. */
    String fill(String text) {
        return fill(text, name());
    }

    static String fill(String text, String name) {
        return DeclaredModel.fill(text, name);
    }
}
