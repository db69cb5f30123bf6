// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.cli;

import org.tipcjunit.DeploymentDocumented;
import org.tipcjunit.ServingMatchesInference;
import org.tipcjunit.TipcRepository;

/** The certification of whatever configs of services the command line names: the base chain of their models, and the service. */
@TipcRepository
class ServingCertification extends RepositoryCertification {

    @ServingMatchesInference
    void serving() {}

    @DeploymentDocumented
    void deployment() {}
}
