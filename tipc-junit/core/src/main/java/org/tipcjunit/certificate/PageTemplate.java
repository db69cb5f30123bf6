// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A page of the library's resources, with places for values.
 *
 * @param resource its name in this package
 * @param factory escapes values
 */
record PageTemplate(String resource, MustacheFactory factory) {

    private static final int DIGITS = 16;

    static PageTemplate html(String resource) {
        return new PageTemplate(resource, new DefaultMustacheFactory());
    }

    static PageTemplate markdown(String resource) {
        return new PageTemplate(resource, new MarkdownFactory());
    }

    /** Get a short digest of a form's number and the templates that it fills. */
    static String digest(String form, String... resources) {
        StringBuilder all = new StringBuilder(form);
        for (String resource : resources) {
            try (InputStream in = PageTemplate.class.getResourceAsStream(resource)) {
                // One that is missing is told when it is to be filled.
                all.append('\n')
                        .append(in == null ? "" : Sha256.of(in.readAllBytes()).hex());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return form + "-"
                + Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, DIGITS);
    }

    /** Get the page in UTF-8. */
    byte[] render(Map<String, Object> view) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new CertificateException(
                        "cannot render a certificate",
                        Path.of(resource),
                        "the template is not in the library",
                        "use a whole tipc-junit jar");
            }
            StringWriter page = new StringWriter();
            factory.compile(new InputStreamReader(in, StandardCharsets.UTF_8), resource)
                    .execute(page, view);
            return page.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
