// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.plan.dialect;

import java.util.Locale;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Why upstream's scripts leave a cell of the inference matrix out. */
@API(status = Status.INTERNAL, since = "0.1")
public enum SkipRule {
    MKLDNN_OFF {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return is(cell, "mkldnn", "False");
        }
    },
    MKLDNN_OFF_QUANT {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return is(cell, "mkldnn", "False") && quantised.equals("True");
        }
    },
    MKLDNN_OFF_FP16 {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return is(cell, "mkldnn", "False") && is(cell, "precision", "fp16");
        }
    },
    QUANT_NOT_INT8 {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return quantised.equals("True") && isGiven(cell, "precision") && !is(cell, "precision", "int8");
        }
    },
    PLAIN_NOT_FP32 {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return quantised.equals("False") && isGiven(cell, "precision") && !is(cell, "precision", "fp32");
        }
    },
    PLAIN_INT8 {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return quantised.equals("False") && has(cell, "int8");
        }
    },
    NO_TRT_REDUCED {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return (has(cell, "fp16") || has(cell, "int8")) && is(cell, "trt", "False");
        }
    },
    NO_TRT_FP16 {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return is(cell, "precision", "fp16") && is(cell, "trt", "False");
        }
    },
    QUANT_NO_TRT_AND_INT8 {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return quantised.equals("True") && is(cell, "trt", "False") && has(cell, "int8");
        }
    },
    /** Leaves out the very cells that quantised models are made for. */
    QUANT_NO_TRT_OR_INT8 {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return quantised.equals("True")
                    && isGiven(cell, "precision")
                    && (is(cell, "trt", "False") || has(cell, "int8"));
        }
    },
    /** The precision is a flag for half precision. */
    NO_TRT_TRUE {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return is(cell, "precision", "True") && is(cell, "trt", "False");
        }
    },
    /** The precision is a run mode of an old kind. */
    FLUID_RUN_MODE {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            return !is(cell, "precision", "fluid") && RUN_MODE.skips(cell, quantised);
        }
    },
    /** The precision is a run mode such as {@code trt_int8}. */
    RUN_MODE {
        @Override
        public boolean skips(Map<String, String> cell, String quantised) {
            if (!isGiven(cell, "precision") || is(cell, "precision", "paddle")) {
                return false;
            }
            boolean int8 = is(cell, "precision", "trt_int8");
            return quantised.equals(int8 ? "False" : "True");
        }
    };

    public abstract boolean skips(Map<String, String> cell, String quantised);

    /** Whether the cell is one that a quantised model is made for. */
    public boolean leavesOutWhatIsAsked(Map<String, String> cell) {
        return this == QUANT_NO_TRT_OR_INT8 && has(cell, "int8") && !is(cell, "trt", "False");
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isGiven(Map<String, String> cell, String name) {
        return cell.containsKey(name);
    }

    private static boolean is(Map<String, String> cell, String name, String value) {
        return value.equals(cell.get(name));
    }

    private static boolean has(Map<String, String> cell, String precision) {
        return cell.getOrDefault("precision", "").contains(precision);
    }
}
