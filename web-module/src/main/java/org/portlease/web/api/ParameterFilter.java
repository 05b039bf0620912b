package org.portlease.web.api;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.portlease.json.Plain;

/**
 * Refuses parameters that a method does not know, that are said twice, or that nothing could mean:
 * whoever mistypes a filter, or a dry run, is told so, and not answered as if it were absent.
 */
@Provider
public class ParameterFilter implements ContainerRequestFilter {

    private final Map<Method, Map<String, Class<?>>> known = new ConcurrentHashMap<>();

    @Context @Nullable ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource == null ? null : resource.getResourceMethod();
        if (method == null) {
            return;
        }
        UriInfo uri = request.getUriInfo();
        List<FieldFault> faults =
                faults(
                        uri.getQueryParameters(),
                        uri.getPathParameters(),
                        known.computeIfAbsent(method, ParameterFilter::of));
        if (!faults.isEmpty()) {
            throw ProblemException.of(faults);
        }
    }

    /** The types of the parameters in the query that a method knows, by their names. */
    static Map<String, Class<?>> of(Method method) {
        Map<String, Class<?>> types = new TreeMap<>(Map.of(CallFilter.DRY_RUN, boolean.class));
        for (Parameter parameter : method.getParameters()) {
            add(types, parameter, parameter.getType());
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addFields(types, parameter.getType());
            }
        }
        return types;
    }

    private static void addFields(Map<String, Class<?>> types, Class<?> bean) {
        for (Field field : bean.getDeclaredFields()) {
            add(types, field, field.getType());
        }
        if (bean.getSuperclass() != null) {
            addFields(types, bean.getSuperclass());
        }
    }

    private static void add(
            Map<String, Class<?>> types, AnnotatedElement parameter, Class<?> type) {
        Optional.ofNullable(parameter.getAnnotation(QueryParam.class))
                .ifPresent(query -> types.put(query.value(), type));
    }

    static List<FieldFault> faults(
            Map<String, List<String>> query,
            Map<String, List<String>> path,
            Map<String, Class<?>> known) {
        List<FieldFault> faults = new ArrayList<>();
        query.forEach((name, values) -> add(faults, name, fault(name, values, known)));
        path.forEach((name, values) -> add(faults, name, unplain(values)));
        return faults;
    }

    private static void add(List<FieldFault> faults, String name, Optional<String> fault) {
        fault.ifPresent(detail -> faults.add(new FieldFault(name, detail)));
    }

    private static Optional<String> fault(
            String name, List<String> values, Map<String, Class<?>> known) {
        Class<?> type = known.get(name);
        if (type == null) {
            return Optional.of("is not known here; known are " + String.join(", ", known.keySet()));
        }
        if (values.size() > 1) {
            return Optional.of("must be said once");
        }
        boolean choice = type == boolean.class || type == Boolean.class;
        // the container takes all but true for false
        return choice && !values.equals(List.of("true")) && !values.equals(List.of("false"))
                ? Optional.of("expected true or false")
                : unplain(values);
    }

    private static Optional<String> unplain(List<String> values) {
        return values.stream().map(Plain::fault).flatMap(Optional::stream).findFirst();
    }
}
