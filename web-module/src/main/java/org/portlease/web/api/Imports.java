package org.portlease.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.portlease.provisioning.Configuring;
import org.portlease.provisioning.RefusedException;

/**
 * How many things are created or changed at once: all or nothing, each taken down in the audit
 * trail, and every row that is wrong named, up to a hundred faults.
 */
@ApplicationScoped
public class Imports {

    private static final int AT_ONCE = 500;
    private static final int MOST_FAULTS = 100;

    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Configuring configuring;

    /** What becomes of a row that is there already. */
    enum Mode {
        /** It is a fault. */
        CREATE,
        /** What the row says is changed; what it does not say stays as it is. */
        UPSERT
    }

    /** What came of an import. */
    @Schema(name = "ImportResult")
    public record Result(
            @Schema(examples = "120") int created,
            @Schema(examples = "3") int changed,
            @Schema(examples = "877") int unchanged) {}

    /**
     * A row as it is now.
     *
     * @param secret whether something was changed that is not shown
     */
    public record Changed<V>(V view, boolean secret) {}

    /**
     * How one kind of thing is imported, in one transaction.
     *
     * @param <F> what is said of one
     * @param <V> one as it is shown
     * @param <E> one as it is kept
     */
    public interface Target<F extends Record, V extends Record, E> {

        /**
         * What takes long, and locks nothing: before the transaction.
         *
         * @param rows what is said, as it came
         */
        default void prepare(List<? extends JsonNode> rows) {}

        /** In the audit trail. */
        String kind();

        /** The kinds of all that rows are compared with, or refer to. */
        Set<String> lookedAt();

        /** The field that rows are known by, for faults. */
        String keyField();

        /** By what a row is known to be there; empty where it does not say. */
        Optional<String> key(JsonNode fields);

        /** Those that are there, by key. */
        Map<String, V> existing(Collection<String> keys);

        Object id(V view);

        /** Makes one that is not there; {@link #write} writes it. */
        E make(F form);

        void write(List<E> made);

        Changed<V> change(V view, F form);
    }

    public <F extends Record, V extends Record, E> Result ofCsv(
            InputStream body, String mode, Class<F> form, Target<F, V, E> target) {
        try {
            return run(BulkReader.csv(body, form), mode, form, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <F extends Record, V extends Record, E> Result ofJson(
            InputStream body, String mode, Class<F> form, Target<F, V, E> target) {
        try {
            return run(BulkReader.json(body), mode, form, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <F extends Record, V extends Record, E> Result run(
            List<BulkRow> rows, String mode, Class<F> form, Target<F, V, E> target) {
        Mode wanted = mode(mode);
        target.prepare(rows.stream().map(BulkRow::fields).toList());
        return changes.doMany(
                Changes.Of.MUCH_CONFIGURATION,
                target.lookedAt(),
                notes -> new Run<>(wanted, form, target, notes).all(rows));
    }

    private static Mode mode(String text) {
        return switch (text) {
            case "create" -> Mode.CREATE;
            case "upsert" -> Mode.UPSERT;
            default ->
                    throw ProblemException.of(
                            "mode", "expected create or upsert, but got '" + text + "'");
        };
    }

    /** One import. */
    private final class Run<F extends Record, V extends Record, E> {

        private final Mode mode;
        private final Class<F> form;
        private final Target<F, V, E> target;
        private final Changes.Notes notes;
        private final Map<String, String> placeOfKey = new HashMap<>();
        private final List<FieldFault> faults = new ArrayList<>();
        private int created;
        private int changed;
        private int unchanged;

        Run(Mode mode, Class<F> form, Target<F, V, E> target, Changes.Notes notes) {
            this.mode = mode;
            this.form = form;
            this.target = target;
            this.notes = notes;
        }

        Result all(List<BulkRow> rows) {
            for (int from = 0; from < rows.size() && faults.size() < MOST_FAULTS; from += AT_ONCE) {
                some(rows.subList(from, Math.min(rows.size(), from + AT_ONCE)));
                if (faults.isEmpty()) {
                    configuring.setDown();
                }
            }
            if (!faults.isEmpty()) {
                throw ProblemException.of(faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
            }
            return new Result(created, changed, unchanged);
        }

        private void some(List<BulkRow> rows) {
            List<String> keys =
                    rows.stream().flatMap(row -> target.key(row.fields()).stream()).toList();
            Map<String, V> existing = keys.isEmpty() ? Map.of() : target.existing(keys);
            Map<String, E> made = new LinkedHashMap<>();
            for (BulkRow row : rows) {
                try {
                    one(row, existing, made);
                } catch (ProblemException e) {
                    tell(row, e);
                } catch (RefusedException | IllegalArgumentException e) {
                    faults.add(new FieldFault(row.place(), String.valueOf(e.getMessage())));
                }
            }
            if (faults.isEmpty() && !made.isEmpty()) {
                write(made);
            }
        }

        private void write(Map<String, E> made) {
            target.write(List.copyOf(made.values()));
            Map<String, V> written = target.existing(made.keySet());
            for (String key : made.keySet()) {
                V view = Objects.requireNonNull(written.get(key), "what was written");
                notes.note("create", target.kind(), target.id(view), null, view, null);
            }
            created += made.size();
        }

        private void tell(BulkRow row, ProblemException fault) {
            Problem problem = fault.problem();
            if (problem.errors().isEmpty()) {
                faults.add(new FieldFault(row.place(), String.valueOf(problem.detail())));
            }
            problem.errors()
                    .forEach(
                            each ->
                                    faults.add(
                                            new FieldFault(
                                                    row.field(each.field()), each.detail())));
        }

        private void one(BulkRow row, Map<String, V> existing, Map<String, E> made) {
            Optional<String> key = target.key(row.fields());
            String earlier =
                    key.map(text -> placeOfKey.putIfAbsent(text, row.place())).orElse(null);
            if (earlier != null) {
                throw ProblemException.of(target.keyField(), "is that of " + earlier + " as well");
            }
            V known = key.map(existing::get).orElse(null);
            if (known == null) {
                E one = target.make(forms.bound(row.fields(), form));
                made.put(
                        key.orElseThrow(
                                () -> ProblemException.of(target.keyField(), "must be a text")),
                        one);
            } else if (mode == Mode.CREATE) {
                throw ProblemException.of(
                        target.keyField(), "is there already, with the id " + target.id(known));
            } else {
                change(row.fields(), known);
            }
        }

        private void change(ObjectNode fields, V known) {
            F wanted = forms.patched(known, new Patch(fields), form);
            Changed<V> after = target.change(known, wanted);
            if (after.secret() || !after.view().equals(known)) {
                notes.note("change", target.kind(), target.id(known), known, after.view(), null);
                changed++;
            } else {
                unchanged++;
            }
        }
    }
}
