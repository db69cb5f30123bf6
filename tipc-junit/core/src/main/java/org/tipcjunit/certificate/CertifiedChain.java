// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.certificate;

import static org.tipcjunit.certificate.Certificate.UNKNOWN;
import static org.tipcjunit.certificate.Certificate.orUnknown;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What a config asks for, what was made of it, and what was not.
 *
 * @param config the config's path, relative to the repository
 * @param kind the kind of chain, such as {@code train_infer_python}
 * @param suite the suite whose scripts compose commands like this
 * @param combination the training that was certified, in words
 * @param declared what was stated about the model beside its config
 * @param deviations where the commands differ from what upstream's script runs
 * @param notRun what the config asks for and this run did not do
 * @param cells the cells of the inference matrix and how each was run
 * @param preparation what {@code test_tipc/prepare.sh} did, or why it did not run
 * @param workingCopy the copy of the repository that the stages ran in
 * @since 0.1
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record CertifiedChain(
        String config,
        String kind,
        String suite,
        String combination,
        List<Declared> declared,
        List<DeviationResult> deviations,
        List<NotRunResult> notRun,
        List<CellResult> cells,
        String preparation,
        WorkingCopyResult workingCopy) {

    public CertifiedChain {
        config = orUnknown(config);
        kind = orUnknown(kind);
        suite = orUnknown(suite);
        combination = orUnknown(combination);
        declared = List.copyOf(declared);
        deviations = List.copyOf(deviations);
        notRun = List.copyOf(notRun);
        cells = List.copyOf(cells);
        preparation = orUnknown(preparation);
    }

    /** Get a chain of which only the config is known. */
    public static CertifiedChain of(String config) {
        return new CertifiedChain(
                config,
                UNKNOWN,
                UNKNOWN,
                UNKNOWN,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                UNKNOWN,
                WorkingCopyResult.none());
    }

    /**
     * Something that was stated about the model.
     *
     * @param name what was stated, such as {@code metric} or {@code @LossConverges}
     * @param value the value
     * @param source who stated it: a setting, an annotation, or {@code certification.properties}
     */
    public record Declared(String name, String value, String source) {}

    /**
     * A place where the commands differ from what upstream's script runs.
     *
     * @param name the deviation's name, such as {@code no-kill-by-name}
     * @param defects the numbers of upstream's defects that it mends
     * @param detail what differs in this config
     */
    public record DeviationResult(String name, String defects, String detail) {}

    /**
     * Something that the config asks for and this run did not do.
     *
     * @param what what the config asks for
     * @param line the config's line, from 1; 0 when it is not about one line
     * @param reason why it was not done
     */
    public record NotRunResult(String what, int line, String reason) {}

    /** How a cell of the inference matrix was run. */
    public enum CellRun {
        /** By the repository's own script. */
        SCRIPT,
        /** By Paddle Inference on the recorded inputs. */
        REPLAY,
        /** Not at all. */
        NOT_RUN
    }

    /**
     * A cell of the inference matrix.
     *
     * @param cell the cell, such as {@code device=cpu, threads=6}
     * @param run how it was run
     * @param detail its tolerance or why it was not run; may be empty
     */
    public record CellResult(String cell, CellRun run, String detail) {}

    /**
     * The copy of the repository that the stages ran in.
     *
     * @param path where it is or was; empty when the stages ran in the repository itself
     * @param sha256 the digest of what was copied, or {@value Certificate#UNKNOWN}
     * @param files how many files were copied
     */
    public record WorkingCopyResult(String path, String sha256, long files) {

        public WorkingCopyResult {
            sha256 = orUnknown(sha256);
        }

        /** Get what a certificate says when the stages ran in the repository itself. */
        public static WorkingCopyResult none() {
            return new WorkingCopyResult("", UNKNOWN, 0);
        }
    }
}
