// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.recording;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which values the channels of the images have that a network got in its first calls.
 *
 * @param layerClass the Python class of the network
 * @param input the name of the input
 * @param samples how many different images were looked at, in some of their elements
 * @param channels the channels in order
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record ColourRecord(String layerClass, String input, int samples, List<Channel> channels) {

    public ColourRecord {
        channels = List.copyOf(channels);
    }

    /**
     * One channel of all images.
     *
     * @param values its different values, rising; empty where they are more than 256, so that they are no colours of 8 bits
     * @param low the least of all its values
     * @param high the greatest of all its values
     */
    public record Channel(List<Double> values, double low, double high) {

        public Channel {
            values = List.copyOf(values);
        }
    }
}
