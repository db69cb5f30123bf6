// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.merge.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.tipcjunit.merge.source.Fault;

/**
 * A script that prepares the data of models, each in a branch of its own, such as {@code test_tipc/prepare.sh}. Read, and never run.
 *
 * @since 0.1
 */
@API(status = Status.INTERNAL, since = "0.1")
public final class PrepareScript {

    /** No model is called so. */
    private static final String NOBODY = "\u0001";

    /** What does nothing for a model. */
    private static final Set<String> SAYING = Set.of(":", "true", "echo", "printf", "exit", "return", "set");

    private final List<ShellNode> nodes;
    private final Optional<Fault> fault;
    private final String text;

    private PrepareScript(List<ShellNode> nodes, Optional<Fault> fault, String text) {
        this.nodes = List.copyOf(nodes);
        this.text = text;
        this.fault = fault;
    }

    /** Read a script. */
    public static PrepareScript of(String text) {
        try {
            return new PrepareScript(ShellParser.parse(text), Optional.empty(), text);
        } catch (ShellFault e) {
            return new PrepareScript(List.of(), Optional.of(new Fault(e.what(), e.line())), text);
        }
    }

    /** Get why no shell would run it; empty where one would. */
    public Optional<Fault> fault() {
        return fault;
    }

    /**
     * Whether something is done for a model that is not done for all: a branch that is chosen by its name runs, or may run.
     *
     * @param model its name, as its config states it
     * @param config the path of its config
     * @param mode the mode that the script is called with
     */
    public boolean knows(String model, String config, String mode) {
        Map<String, String> variables = new HashMap<>(Map.of("FILENAME", config, "1", config, "MODE", mode, "2", mode));
        variables.put("model_name", model);
        Map<String, String> others = new HashMap<>(variables);
        others.put("model_name", NOBODY);
        Following following = new Following(new ShellConditions(variables), new ShellConditions(others));
        following.follow(nodes);
        return following.known || (following.computed && isWritten(model));
    }

    /** Whether the script has a name as a whole word, as in a list that a function looks it up in. */
    private boolean isWritten(String model) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(model) + "(?![\\w.-])")
                .matcher(text)
                .find();
    }

    /** Follows a script as far as it is known which way it takes. */
    private static final class Following {

        private final ShellConditions own;
        private final ShellConditions others;
        private boolean known;
        /** Whether a branch that may run asks by a command for the model. */
        private boolean computed;

        private Following(ShellConditions own, ShellConditions others) {
            this.own = own;
            this.others = others;
        }

        /** Follow commands; false where the script ends in them for sure. */
        private boolean follow(List<ShellNode> parts) {
            for (ShellNode part : parts) {
                if (!follow(part)) {
                    return false;
                }
            }
            return true;
        }

        private boolean follow(ShellNode node) {
            if (node instanceof ShellNode.Command command) {
                return command.words().isEmpty() || !command.words().get(0).equals("exit");
            } else if (node instanceof ShellNode.If choice) {
                return branches(choice);
            } else if (node instanceof ShellNode.Case choice) {
                items(choice);
            } else if (node instanceof ShellNode.Chain chain) {
                links(chain);
            } else if (node instanceof ShellNode.Block block) {
                follow(block.nodes());
            }
            return true;
        }

        private boolean branches(ShellNode.If choice) {
            for (ShellNode.Branch branch : choice.branches()) {
                ShellTruth truth = own.of(branch.condition());
                if (truth != ShellTruth.NO) {
                    computed |= asksByCommand(branch.condition())
                            && branch.body().stream().anyMatch(Following::does);
                    chosen(others.of(branch.condition()), branch.body());
                    boolean goesOn = follow(branch.body());
                    if (truth == ShellTruth.YES) {
                        return goesOn;
                    }
                }
            }
            return choice.otherwise().map(this::follow).orElse(true);
        }

        private void items(ShellNode.Case choice) {
            for (ShellNode.Item item : choice.items()) {
                ShellTruth truth = own.matches(choice.word(), item.patterns());
                if (truth != ShellTruth.NO) {
                    chosen(others.matches(choice.word(), item.patterns()), item.body());
                    follow(item.body());
                    if (truth == ShellTruth.YES) {
                        return;
                    }
                }
            }
        }

        private void links(ShellNode.Chain chain) {
            ShellTruth truth = own.of(chain.first());
            ShellTruth other = others.of(chain.first());
            follow(chain.first());
            for (ShellNode.Link link : chain.rest()) {
                ShellTruth runs = link.ifDone() ? truth : truth.not();
                if (runs != ShellTruth.NO) {
                    chosen(link.ifDone() ? other : other.not(), List.of(link.node()));
                    follow(link.node());
                }
                truth = link.ifDone() ? truth.and(own.of(link.node())) : truth.or(own.of(link.node()));
                other = link.ifDone() ? other.and(others.of(link.node())) : other.or(others.of(link.node()));
            }
        }

        private static boolean asksByCommand(List<ShellNode> condition) {
            return condition.stream()
                    .anyMatch(node -> node instanceof ShellNode.Command command
                            && command.words().stream()
                                    .anyMatch(word -> (word.contains("$(") || word.contains("`"))
                                            && word.contains("model_name")));
        }

        /** A branch that is taken is the model's where it is not taken for a model of another name. */
        private void chosen(ShellTruth forOthers, List<ShellNode> body) {
            known |= forOthers == ShellTruth.NO && body.stream().anyMatch(Following::does);
        }

        private static boolean does(ShellNode node) {
            if (node instanceof ShellNode.Command command) {
                return !command.words().isEmpty()
                        && !SAYING.contains(command.words().get(0));
            } else if (node instanceof ShellNode.If choice) {
                return choice.branches().stream()
                                .flatMap(branch -> branch.body().stream())
                                .anyMatch(Following::does)
                        || choice.otherwise().stream().flatMap(List::stream).anyMatch(Following::does);
            } else if (node instanceof ShellNode.Case choice) {
                return choice.items().stream()
                        .flatMap(item -> item.body().stream())
                        .anyMatch(Following::does);
            } else if (node instanceof ShellNode.Chain chain) {
                return does(chain.first()) || chain.rest().stream().anyMatch(link -> does(link.node()));
            } else if (node instanceof ShellNode.Block block) {
                return block.nodes().stream().anyMatch(Following::does);
            }
            return false;
        }
    }
}
