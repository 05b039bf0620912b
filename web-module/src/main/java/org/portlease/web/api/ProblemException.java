package org.portlease.web.api;

import java.util.List;
import java.util.function.Supplier;

/** A request that gets a problem for an answer. Nothing of it is done. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ProblemException(Fault fault, String detail) {
        this(Problem.of(fault, detail));
    }

    /** Of wrong fields. */
    public static ProblemException of(List<FieldFault> faults) {
        String detail =
                faults.size() == 1
                        ? faults.get(0).field() + ": " + faults.get(0).detail()
                        : faults.size() + " fields are wrong";
        return new ProblemException(Problem.of(Fault.INVALID, detail, faults));
    }

    /** Of one wrong field. */
    public static ProblemException of(String field, String detail) {
        return of(List.of(new FieldFault(field, detail)));
    }

    /**
     * What the value's own check says is told of that field.
     *
     * @param value may throw {@link IllegalArgumentException}
     */
    public static <T> T checked(String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw of(field, String.valueOf(e.getMessage()));
        }
    }

    /** There is none of that kind with that id, or it is not the caller's to see. */
    public static ProblemException unknown(String kind, Object id) {
        return new ProblemException(Fault.NOT_FOUND, "there is no " + kind + " " + id);
    }

    public Problem problem() {
        return problem;
    }
}
