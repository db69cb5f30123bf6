// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.isolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.process.Command;

/**
 * Whether and how the commands of a repository are kept from the rest of the machine: the one place where that is done.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class Isolation {

    private final Optional<Sandbox> sandbox;
    private final String how;

    private Isolation(Optional<Sandbox> sandbox, String how) {
        this.sandbox = sandbox;
        this.how = how;
    }

    /** Get none, and say why. */
    public static Isolation none(String why) {
        return new Isolation(Optional.empty(), why);
    }

    /**
     * Get one by bubblewrap.
     *
     * @param bubblewrap one that works
     * @param variables of the machine
     * @param python the interpreter that runs the repository
     * @param needed what else commands need of places that they do not see
     */
    public static Isolation by(
            Bubblewrap bubblewrap,
            Map<String, String> variables,
            Path python,
            List<Path> needed,
            Network network,
            Allowance allowance) {
        List<Path> all = new ArrayList<>(HiddenPlaces.ofInterpreter(python));
        all.addAll(needed);
        return new Isolation(
                Optional.of(new Sandbox(
                        bubblewrap, HiddenPlaces.of(variables, all), network, allowance, variables, python)),
                "bubblewrap " + bubblewrap.version());
    }

    /** Whether commands are kept from the rest of the machine. */
    public boolean isOn() {
        return sandbox.isPresent();
    }

    /** Get by what they are kept, or why they are not. */
    public String how() {
        return how;
    }

    /** Get what holds for them, by what it is about; empty where nothing does. */
    public Map<String, String> settings() {
        return sandbox.map(Sandbox::settings).orElse(Map.of());
    }

    /** Get a command that runs where it belongs, and nowhere else. */
    public Command enclose(Command command, Place place) {
        return sandbox.map(one -> one.enclose(command, place)).orElse(command);
    }

    /** Get what joins a service on some ports, its clients and this JVM, where each has a loopback of its own. */
    public Optional<Loopback> loopback(List<Integer> ports) {
        return sandbox.filter(one -> one.network() != Network.ON).map(one -> Loopback.of(ports));
    }

    /** Get the folders that commands of a run were given besides; nobody needs them afterwards. */
    public List<Path> folders(Path run) {
        return isOn() ? List.of(Place.home(run), Place.temporary(run)) : List.of();
    }

    /** Get what of a command's output tells that something was refused to it, one sentence each. */
    public List<String> refusals(List<String> output) {
        return sandbox.map(one -> new Refusals(one.hidden(), one.network()).in(output))
                .orElse(List.of());
    }
}
