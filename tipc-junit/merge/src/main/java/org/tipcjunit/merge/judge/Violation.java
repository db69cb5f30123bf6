// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.rule.Words;

/**
 * A place where a rule is broken.
 *
 * @param path the file, or the file that is missing; empty for the whole change
 * @param line the line, from 1; empty where it is about the file
 * @param values what stands for the names in the rule's texts
 * @param inChinese what stands for them in Chinese, where that is something else
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public record Violation(String path, OptionalInt line, Map<String, String> values, Map<String, String> inChinese) {

    public Violation {
        values = Map.copyOf(values);
        inChinese = Map.copyOf(inChinese);
    }

    /** Create a violation of a whole file. */
    public static Violation of(String path) {
        return new Violation(path, OptionalInt.empty(), Map.of(), Map.of());
    }

    /** Create a violation in a line. */
    public static Violation at(String path, int line) {
        return new Violation(path, line < 1 ? OptionalInt.empty() : OptionalInt.of(line), Map.of(), Map.of());
    }

    /** Get it with one more value for the texts. */
    public Violation with(String name, String value) {
        return new Violation(path, line, more(values, name, value), inChinese);
    }

    /** Get it with one more value for the texts, in both languages. */
    public Violation with(String name, Words value) {
        return new Violation(path, line, more(values, name, value.en()), more(inChinese, name, value.zh()));
    }

    /** Get what stands for the names in the texts of a language. */
    public Map<String, String> valuesIn(boolean chinese) {
        Map<String, String> all = new LinkedHashMap<>(values);
        if (chinese) {
            all.putAll(inChinese);
        }
        return all;
    }

    private static Map<String, String> more(Map<String, String> values, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return more;
    }
}
