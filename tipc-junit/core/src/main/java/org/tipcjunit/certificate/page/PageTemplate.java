// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A page of the library's resources, with places for values.
 *
 * @param name what it is called
 * @param source the template
 * @param factory escapes values
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PageTemplate(String name, String source, MustacheFactory factory) {

    /** Get a template of a page for browsers that lies beside a class. */
    public static PageTemplate html(Class<?> owner, String name) {
        return new PageTemplate(name, source(owner, name), new DefaultMustacheFactory());
    }

    /** Get a template of a page in Markdown that lies beside a class. */
    public static PageTemplate markdown(Class<?> owner, String name) {
        return new PageTemplate(name, source(owner, name), new MarkdownFactory());
    }

    /** Get the page in UTF-8. */
    public byte[] render(Map<String, ?> view) {
        StringWriter page = new StringWriter();
        factory.compile(new StringReader(source), name).execute(page, view);
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String source(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the template " + name + " is not in the library; use a whole tipc-junit jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
