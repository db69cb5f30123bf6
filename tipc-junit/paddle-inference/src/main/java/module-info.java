// SPDX-License-Identifier: Apache-2.0
/** A Java binding of Paddle Inference, usable without the rest of tipc-junit. */
module org.tipcjunit.inference {
    requires com.fasterxml.jackson.databind;
    requires static org.apiguardian.api;
    requires static org.jspecify;

    exports org.tipcjunit.inference;
    exports org.tipcjunit.inference.host;
    exports org.tipcjunit.process;
    exports org.tipcjunit.tensor;
}
