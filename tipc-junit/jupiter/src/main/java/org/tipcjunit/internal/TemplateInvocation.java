// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.Optional;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One run of a class that certifies several models.
 *
 * @param displayName what reports call it
 * @param declaration what it certifies
 */
record TemplateInvocation(String displayName, ModelDeclaration declaration) implements ClassTemplateInvocationContext {

    private static final Namespace NAMESPACE = Namespace.create(TemplateInvocation.class);

    /** Find what the invocation that {@code context} belongs to certifies; outside of any, nothing. */
    static Optional<ModelDeclaration> declarationIn(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(ModelDeclaration.class, ModelDeclaration.class));
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return displayName;
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
        context.getStore(NAMESPACE).put(ModelDeclaration.class, declaration);
    }
}
