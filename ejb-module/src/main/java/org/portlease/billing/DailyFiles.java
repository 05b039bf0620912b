package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** Which daily files of usage records have been made. */
@ApplicationScoped
@Transactional
public class DailyFiles {

    private static final Listing<UsageFile, Long> LISTING =
            Listing.numbered(UsageFile.class, UsageFile::id)
                    .sortable("day", "onDay", UsageFile::day, LocalDate::parse);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected DailyFiles() {}

    /** Outside a container. */
    public DailyFiles(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param contracts whose files; empty for all
     * @param first of those days, and later ones
     * @param last of those days, and earlier ones
     */
    public Page<UsageFile> page(
            PageRequest request,
            Optional<? extends Collection<Long>> contracts,
            Optional<LocalDate> first,
            Optional<LocalDate> last) {
        return LISTING.page(
                entities,
                request,
                (builder, row) -> builder.isNotNull(row.get("madeAt")),
                RowFilters.ofContracts(contracts),
                Filter.from("onDay", first),
                RowFilters.upTo("onDay", last));
    }

    /** One that has been made. */
    public Optional<UsageFile> find(long id) {
        return Optional.ofNullable(entities.find(UsageFile.class, id)).filter(UsageFile::isMade);
    }
}
