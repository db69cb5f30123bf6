// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.requirement.serving;

/** What a pipeline service means by its numbers, as Paddle Serving documents them. */
final class ErrNo {

    private ErrNo() {}

    /** Describe an error, such as {@code err_no 5000 (bad input): no key 'image'}. */
    static String describe(int number, String message) {
        return "err_no " + number + " (" + meaning(number) + ")" + (message.isBlank() ? "" : ": " + message.strip());
    }

    private static String meaning(int number) {
        return switch (number) {
            case 0 -> "OK";
            case 50 -> "error of the model's own code";
            case 3000 -> "not implemented";
            case 3001 -> "service closed";
            case 3002 -> "no service of that name";
            case 3003 -> "initialisation failed";
            case 4000 -> "bad configuration";
            case 5000 -> "bad input";
            case 6000 -> "time limit of the service";
            case 7000 -> "wrong type";
            case 8000 -> "bad RPC package";
            case 9000 -> "client error";
            case 10000 -> "unknown error";
            default -> "not documented";
        };
    }
}
