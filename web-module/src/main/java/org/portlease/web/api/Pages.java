package org.portlease.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** The parameters of every list: a {@code @BeanParam}. */
public class Pages {

    @Parameter(description = "How many rows at most")
    @Schema(minimum = "1", maximum = "1000")
    @QueryParam("limit")
    @DefaultValue("100")
    private int limit = PageRequest.USUAL;

    @Parameter(description = "Where the page before ended: what its Link header says")
    @QueryParam(AnswerFilter.AFTER)
    private @Nullable String after;

    @Parameter(description = "What to sort by; with - before it the greatest first")
    @QueryParam("sort")
    private @Nullable String sort;

    public PageRequest request() {
        return new PageRequest(limit, Optional.ofNullable(after), Optional.ofNullable(sort));
    }

    /** The rows of a page, as they are shown; the answer's Link header says where it goes on. */
    public static <T, V> List<V> shown(Call call, Page<T> page, Function<? super T, V> view) {
        page.next().ifPresent(call::continuesAfter);
        return page.items().stream().map(view).toList();
    }
}
