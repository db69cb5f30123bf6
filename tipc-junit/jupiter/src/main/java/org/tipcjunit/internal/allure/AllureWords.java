// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal.allure;

import java.util.ResourceBundle;
import org.apiguardian.api.API;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;

/**
 * What results for Allure say in each language.
 *
 * @since 0.1
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class AllureWords {

    private AllureWords() {}

    /** Get the words of a language. */
    public static PageWords in(Language language) {
        return PageWords.of(
                language,
                ResourceBundle.getBundle(
                        AllureWords.class.getPackageName() + ".words",
                        PageWords.locale(language),
                        AllureWords.class.getModule()));
    }
}
