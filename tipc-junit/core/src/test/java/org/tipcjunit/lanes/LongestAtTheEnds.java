// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lanes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Puts the classes that run on a Paddle, which are the long ones, half first and half last: JUnit's one thread begins at the one end
 * and the other at the other end, so that short classes are left when they meet and neither waits for long.
 */
public final class LongestAtTheEnds implements ClassOrderer {

    /** Create one, as JUnit does. */
    public LongestAtTheEnds() {}

    @Override
    @SuppressWarnings("unchecked") // JUnit's list of wildcards cannot be added to, and only its own elements come back.
    public void orderClasses(ClassOrdererContext context) {
        List<ClassDescriptor> all = (List<ClassDescriptor>) context.getClassDescriptors();
        List<ClassDescriptor> first = new ArrayList<>();
        List<ClassDescriptor> last = new ArrayList<>();
        List<ClassDescriptor> between = new ArrayList<>();
        for (ClassDescriptor type : all) {
            boolean isLong = AnnotationSupport.isAnnotated(type.getTestClass(), NeedsPaddle.class)
                    || AnnotationSupport.isAnnotated(type.getTestClass(), PlantsFaults.class);
            (!isLong ? between : first.size() <= last.size() ? first : last).add(type);
        }
        List<ClassDescriptor> ordered = new ArrayList<>(first);
        ordered.addAll(between);
        ordered.addAll(last);
        for (int i = 0; i < ordered.size(); i++) {
            all.set(i, ordered.get(i));
        }
    }
}
