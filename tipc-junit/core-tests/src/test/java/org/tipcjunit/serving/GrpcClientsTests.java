// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.serving;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** The class path of this module's tests has no gRPC. */
class GrpcClientsTests {

    @Test
    void a_missing_module_is_named_with_the_dependency_that_brings_it() {
        assertThatExceptionOfType(ServingModuleException.class)
                .isThrownBy(GrpcClients::installed)
                .withMessage("""
                        a service is to be certified, and nothing on the class path speaks gRPC
                          expected: the module tipc-junit-serving, which asks services over gRPC
                          observed: a class path without it
                          remedy: add the dependency org.tipcjunit:tipc-junit-serving, of the version of tipc-junit, with scope test""");
    }
}
