// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.lint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ways in which configs get broken. */
enum ConfigMutation {
    DELETE_LINE {
        @Override
        void alter(List<String> lines, Random random) {
            lines.remove(random.nextInt(lines.size()));
        }
    },
    DOUBLE_LINE {
        @Override
        void alter(List<String> lines, Random random) {
            int at = random.nextInt(lines.size());
            lines.add(at, lines.get(at));
        }
    },
    SWAP_LINES {
        @Override
        void alter(List<String> lines, Random random) {
            Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        }
    },
    INSERT_LINE {
        @Override
        void alter(List<String> lines, Random random) {
            lines.add(random.nextInt(lines.size() + 1), pick(LINES, random));
        }
    },
    TRUNCATE {
        @Override
        void alter(List<String> lines, Random random) {
            lines.subList(random.nextInt(lines.size()), lines.size()).clear();
        }
    },
    INSERT_TEXT {
        @Override
        void alter(List<String> lines, Random random) {
            edit(lines, random, line -> {
                int at = random.nextInt(line.length() + 1);
                return line.substring(0, at) + pick(TEXTS, random) + line.substring(at);
            });
        }
    },
    REPLACE_VALUE {
        @Override
        void alter(List<String> lines, Random random) {
            edit(lines, random, line -> line.substring(0, line.indexOf(':') + 1) + pick(VALUES, random));
        }
    },
    REPLACE_KEY {
        @Override
        void alter(List<String> lines, Random random) {
            edit(lines, random, line -> pick(VALUES, random) + line.substring(Math.max(0, line.indexOf(':'))));
        }
    },
    DROP_CHARACTER {
        @Override
        void alter(List<String> lines, Random random) {
            edit(lines, random, line -> {
                if (line.isEmpty()) {
                    return line;
                }
                int at = random.nextInt(line.length());
                return line.substring(0, at) + line.substring(at + 1);
            });
        }
    },
    LENGTHEN {
        @Override
        void alter(List<String> lines, Random random) {
            edit(lines, random, line -> line + pick(TEXTS, random).repeat(1 + random.nextInt(3000)));
        }
    },
    CARRIAGE_RETURNS {
        @Override
        void alter(List<String> lines, Random random) {
            lines.replaceAll(line -> line + "\r");
        }
    };

    private static final List<String> TEXTS = List.of(
            ":",
            "::",
            "|",
            "||",
            "=",
            ";",
            ",",
            " ",
            "\t",
            "\r",
            "\0",
            "'",
            "\"",
            "\\",
            "$",
            "`",
            "*",
            "?",
            "[",
            "]",
            "#",
            "&&",
            ">",
            "<",
            "(",
            ")",
            "{",
            "}",
            "\u3000",
            "\uff1a",
            "\uff0c",
            "\u00a0",
            "\ufeff",
            "\u200b",
            "\ud800",
            "\u2028",
            "\u0007",
            "-n",
            "null",
            "${lines[",
            "a|b=c|=",
            "../",
            "%s",
            "\ud83d\ude00");

    private static final List<String> VALUES = List.of(
            "",
            "null",
            " null",
            "null ",
            "Null",
            "|",
            "||",
            "a|",
            "|a",
            "=",
            "a=",
            "=a",
            "a=b=c",
            "-n",
            "-1",
            "0|0,1",
            "192.168.0.1,192.168.0.2;0,1",
            ";",
            ";;",
            "0,1,2,3,4,5,6,7,8,9",
            "lite_train_lite_infer",
            "lite_train_lite_infer=",
            "lite_train_lite_infer=|=",
            "True|False|True",
            "norm_train|norm_train",
            "to_static_train",
            "'",
            "\"",
            "a 'b",
            "a|'b c'",
            "$HOME",
            "train.py && eval.py",
            "a;b",
            "a>b",
            "python train.py",
            "99999999999999999999",
            "https://host:80/a",
            "fp32|int8|x",
            "..",
            "/",
            "a/../../b",
            "{",
            "[",
            "(");

    private static final List<String> LINES = List.of(
            "",
            " ",
            "##",
            "null:null",
            "====",
            "trainer:norm_train",
            "model_name:",
            "norm_train:a.py",
            "eval:null",
            "===========================to_static_train_benchmark_params===========================",
            "===========================train_benchmark_params==========================",
            "===========================kl_quant_params===========================",
            "===========================infer_benchmark_params===========================",
            "to_static_train:x",
            "infer_mode:norm",
            ":",
            "::::",
            "\r");

    abstract void alter(List<String> lines, Random random);

    private interface Edit {
        String apply(String line);
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }

    private static void edit(List<String> lines, Random random, Edit edit) {
        int at = random.nextInt(lines.size());
        lines.set(at, edit.apply(lines.get(at)));
    }

    /** Get a broken copy of {@code text}: one to six mutations, and now and then bytes that are no text at all. */
    static byte[] broken(String text, Random random) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        for (int i = random.nextInt(6); i >= 0 && !lines.isEmpty(); i--) {
            values()[random.nextInt(values().length)].alter(lines, random);
        }
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(20) == 0) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }
}
