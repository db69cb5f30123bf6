// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import java.nio.file.Path;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A certificate and the files that it was written to.
 *
 * @param certificate what was written
 * @param json the file for programs, named {@code certificate.json} or {@code not-certified.json}
 * @param markdown the same for reading as Markdown
 * @param html the same for reading in a browser
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record PublishedCertificate(Certificate certificate, Path json, Path markdown, Path html) {}
