// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.artifact;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.serving.PipelineResponse;

/**
 * What a service answered about one test image.
 *
 * @param image the image that was sent
 * @param response the answer; empty where none came
 * @param error why none came; empty text where one came
 * @param latency the time from sending to the answer or the error
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Answer(Path image, Optional<PipelineResponse> response, String error, Duration latency) {}
