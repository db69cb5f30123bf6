// SPDX-License-Identifier: Apache-2.0
package org.tipcjunit.internal;

import java.util.EnumMap;
import java.util.Map;
import org.tipcjunit.TipcModel;
import org.tipcjunit.TipcRepository;
import org.tipcjunit.certification.selection.SelectedConfig;
import org.tipcjunit.certification.terms.DeclaredModel;
import org.tipcjunit.certification.terms.Term;

/** Reads what the annotations of classes declare. */
final class ModelAnnotations {

    private ModelAnnotations() {}

    static DeclaredModel of(TipcModel model) {
        Map<Term, String> terms = new EnumMap<>(Term.class);
        terms.put(Term.MODE, model.mode().label());
        terms.put(Term.PREDICT, model.predict());
        terms.put(Term.PYTHON, model.python());
        terms.put(Term.ENVIRONMENT, model.environment());
        terms.put(Term.DEVICE, model.device());
        terms.put(Term.DATA, String.join(",", model.data()));
        terms.put(Term.SERVING, model.serving());
        terms.put(Term.SERVING_REQUEST, model.servingRequest());
        put(terms, Term.PREPARE, model.prepare());
        put(terms, Term.EVERY_CELL_BY_SCRIPT, model.everyCellByScript());
        put(terms, Term.ITERATIONS, model.iterations());
        put(terms, Term.STAGE_LIMIT, model.stageLimitSeconds());
        put(terms, Term.LIMIT, model.limitSeconds());
        return new DeclaredModel("@TipcModel", model.repository(), model.config(), model.name(), terms);
    }

    static DeclaredModel of(TipcRepository repository, SelectedConfig config) {
        Map<Term, String> terms = new EnumMap<>(Term.class);
        terms.put(Term.MODE, repository.mode().label());
        terms.put(Term.PREDICT, repository.predict());
        terms.put(Term.PYTHON, repository.python());
        terms.put(Term.ENVIRONMENT, repository.environment());
        terms.put(Term.DEVICE, repository.device());
        terms.put(Term.DATA, String.join(",", repository.data()));
        put(terms, Term.PREPARE, repository.prepare());
        put(terms, Term.EVERY_CELL_BY_SCRIPT, repository.everyCellByScript());
        put(terms, Term.ITERATIONS, repository.iterations());
        put(terms, Term.STAGE_LIMIT, repository.stageLimitSeconds());
        put(terms, Term.LIMIT, repository.limitSeconds());
        return new DeclaredModel("@TipcRepository", config.root().folder().toString(), config.path(), "", terms);
    }

    private static void put(Map<Term, String> terms, Term term, boolean holds) {
        if (holds) {
            terms.put(term, "true");
        }
    }

    private static void put(Map<Term, String> terms, Term term, long number) {
        if (number > 0) {
            terms.put(term, Long.toString(number));
        }
    }
}
