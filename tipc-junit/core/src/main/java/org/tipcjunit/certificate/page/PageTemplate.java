// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate.page;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
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
 * <p>Reading one takes longer than rendering a page of it, so that whoever renders many keeps it. Thread-safe.
 *
 * @param source the template
 * @param compiled the same, as it is rendered
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PageTemplate(String source, Mustache compiled) {

    /** Get a template of a page for browsers that lies beside a class. */
    public static PageTemplate html(Class<?> owner, String name) {
        return of(owner, name, new DefaultMustacheFactory());
    }

    /** Get a template of a page in Markdown that lies beside a class. */
    public static PageTemplate markdown(Class<?> owner, String name) {
        return of(owner, name, new MarkdownFactory());
    }

    private static PageTemplate of(Class<?> owner, String name, MustacheFactory factory) {
        String source = source(owner, name);
        return new PageTemplate(source, factory.compile(new StringReader(source), name));
    }

    /** Get the page in UTF-8. */
    public byte[] render(Map<String, ?> view) {
        StringWriter page = new StringWriter();
        compiled.execute(page, view);
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Get the text of a resource that lies beside a class. */
    public static String source(Class<?> owner, String name) {
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
