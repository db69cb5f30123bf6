// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tipcjunit.certificate.Certificate.WorkingTree;
import org.tipcjunit.certificate.page.Language;
import org.tipcjunit.certificate.page.PageWords;

class CodeStateTests {

    private static final String FOREIGN = "/old/clone/engine.py was imported" + CodeState.NEITHER;
    private static final String CHANGED = "train.py is not as in the commit";

    @TempDir
    Path folder;

    private CertificateDraft sound;

    @BeforeEach
    void run() throws IOException {
        sound = new DigitsRun(folder.resolve("run")).sound();
    }

    private PublishedCertificate publish(WorkingTree tree, String... differences) {
        Certificate.Repository known = sound.repository();
        CertificateStore store = new CertificateStore(folder.resolve("digits"));
        store.begin();
        return store.publish(new CertificateDraft(
                sound.model(),
                sound.mode(),
                new Certificate.Repository(
                        known.path(), known.remote(), known.commit(), tree, List.of(differences), List.of()),
                sound.environment(),
                sound.run(),
                sound.chain(),
                sound.required(),
                sound.findings(),
                sound.stages(),
                sound.failedTests()));
    }

    private static String shown(PublishedCertificate published, Language language) {
        StringBuilder all = new StringBuilder();
        CertificateSummary.of(published.certificate(), language).facts().forEach(line -> all.append(line.value())
                .append('\n'));
        return all.toString();
    }

    private static String told(PublishedCertificate published, Language language) {
        return CodeState.warning(published.certificate(), PageWords.in(language))
                .orElse("");
    }

    @Test
    void code_of_the_commit_is_told_as_such_and_nothing_is_warned_of() {
        PublishedCertificate published = publish(WorkingTree.CLEAN);

        assertThat(shown(published, Language.ENGLISH)).contains(", clean", "the whole chain of this commit runs");
        assertThat(told(published, Language.ENGLISH)).isEmpty();
    }

    @Test
    void uncommitted_changes_are_told_as_such() throws IOException {
        PublishedCertificate published = publish(WorkingTree.DIRTY, CHANGED, "eval.py is not as in the commit");

        assertThat(shown(published, Language.ENGLISH))
                .contains(", with uncommitted changes\n", "chain of this commit with uncommitted changes runs");
        assertThat(shown(published, Language.CHINESE)).contains("该提交连同未提交的改动的全流程");
        assertThat(Files.readString(published.markdown()))
                .contains("**Uncommitted changes:** what ran is not what the commit holds.");
        assertThat(told(published, Language.ENGLISH))
                .isEqualTo("digits:   Uncommitted changes: what ran is not what the commit holds.\n    " + CHANGED
                        + "\n    and 1 more, which the certificate names");
    }

    @Test
    void code_from_elsewhere_is_no_uncommitted_change() throws IOException {
        PublishedCertificate published = publish(WorkingTree.DIRTY, FOREIGN);

        assertThat(shown(published, Language.ENGLISH))
                .contains("with code from elsewhere, in no commit", "commit together with code from elsewhere runs")
                .doesNotContain("uncommitted", "the whole chain of this commit runs");
        assertThat(Files.readString(published.markdown())).contains("**Code from elsewhere:** what ran", FOREIGN);
        assertThat(Files.readString(published.html()))
                .contains("<strong>Code from elsewhere:</strong>")
                .doesNotContain("ncommitted changes");
        assertThat(told(published, Language.ENGLISH)).contains("Code from elsewhere: ", "\n    " + FOREIGN);
        assertThat(told(published, Language.CHINESE))
                .contains("运行了别处的代码：", "/old/clone/engine.py")
                .doesNotContain("was imported");
    }

    @Test
    void of_both_the_code_from_elsewhere_is_named_first() {
        PublishedCertificate published = publish(WorkingTree.DIRTY, CHANGED, FOREIGN);

        assertThat(shown(published, Language.ENGLISH)).contains(", with uncommitted changes, and code from elsewhere");
        assertThat(told(published, Language.ENGLISH))
                .contains("Uncommitted changes, and code from elsewhere: ", "\n    " + FOREIGN + "\n    and 1 more");
    }
}
