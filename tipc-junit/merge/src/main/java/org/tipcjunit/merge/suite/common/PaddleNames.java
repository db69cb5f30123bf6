// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.suite.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Names that configs state and that come from Paddle, not from a suite.
 *
 * <p>A kept list, so that a contribution is judged alike on a machine without Paddle.
 *
 * @param optimizers what {@code paddle.optimizer} has
 * @param schedules what {@code paddle.optimizer.lr} has
 * @param decays what {@code paddle.regularizer} has, without {@code Decay}
 * @param transforms what {@code paddle.vision.transforms} has
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record PaddleNames(Set<String> optimizers, Set<String> schedules, Set<String> decays, Set<String> transforms) {

    private static final String FILE = "/org/tipcjunit/merge/rules/paddle.yaml";

    public PaddleNames {
        optimizers = Set.copyOf(optimizers);
        schedules = Set.copyOf(schedules);
        decays = Set.copyOf(decays);
        transforms = Set.copyOf(transforms);
    }

    /** Read the list; a fault in it is a fault of this library. */
    public static PaddleNames read() {
        try (InputStream stream = PaddleNames.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("there is no " + FILE);
            }
            Map<String, Object> root = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return new PaddleNames(
                    names(root, "optimizers"),
                    names(root, "schedules"),
                    names(root, "decays"),
                    names(root, "transforms"));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private static Set<String> names(Map<String, Object> root, String key) {
        if (!(root.get(key) instanceof List<?> list)) {
            throw new IllegalStateException(FILE + " has no list of " + key);
        }
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(String.valueOf(name)));
        return names;
    }
}
