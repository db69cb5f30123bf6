// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tipcjunit.environment.RequirementSet.Completion;

class RequirementSetTests {

    private static final Completion COMPLETION = new Completion("complete.py", "print('done')", List.of("--install"));

    @Test
    void whatever_an_installation_depends_on_gives_it_another_folder() {
        Stream<RequirementSet> sets = Stream.of(
                completedBy(Optional.empty()),
                completedBy(Optional.of(COMPLETION)),
                completedBy(Optional.of(new Completion("other.py", COMPLETION.text(), COMPLETION.arguments()))),
                completedBy(Optional.of(new Completion(COMPLETION.file(), "print()", COMPLETION.arguments()))),
                completedBy(Optional.of(new Completion(COMPLETION.file(), COMPLETION.text(), List.of()))),
                completedBy(Optional.of(new Completion(COMPLETION.file(), COMPLETION.text(), List.of("--remove")))),
                new RequirementSet("set", "3.11", "import six", "six==1.17.0"),
                new RequirementSet("set", "3.9", "import six.moves", "six==1.17.0"),
                new RequirementSet("set", "3.9", "import six", "six==1.16.0"));

        assertThat(sets.map(RequirementSet::key)).doesNotHaveDuplicates().allSatisfy(key -> assertThat(key)
                .matches("set-[0-9a-f]{16}"));
        assertThat(completedBy(Optional.of(COMPLETION)).key())
                .isEqualTo(completedBy(Optional.of(COMPLETION)).key());
    }

    @Test
    void paddle_2_6_is_completed_by_the_alias_and_proves_that_serving_can_convert() {
        RequirementSet set = RequirementSet.committed("paddle-2.6.2");

        assertThat(set.completion()).hasValueSatisfying(completion -> {
            assertThat(completion.file()).isEqualTo("paddle_fluid_alias.py");
            assertThat(completion.arguments()).containsExactly("--install");
        });
        assertThat(set.check()).contains("paddle_serving_client.io");
    }

    @Test
    void paddle_3_has_packages_only() {
        assertThat(RequirementSet.committed("paddle-3.3.1").completion()).isEmpty();
    }

    private static RequirementSet completedBy(Optional<Completion> completion) {
        return new RequirementSet("set", "3.9", "import six", "six==1.17.0", completion);
    }
}
