// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

/** Provisions the tiny set in a JVM of its own; settings come from the environment. */
final class ProvisionMain {

    private ProvisionMain() {}

    public static void main(String[] args) {
        Provisioner provisioner = new Provisioner(EnvironmentSettings.ofSystem(), line -> {});
        provisioner.provision(RequirementSet.committed("tiny"));
    }
}
