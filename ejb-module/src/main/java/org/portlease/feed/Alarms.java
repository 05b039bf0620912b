package org.portlease.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which conditions last, so that each is told when it comes and when it goes. One thread's. */
final class Alarms {

    private final String node;
    private Map<Condition.Key, Condition> lasting = new LinkedHashMap<>();

    /**
     * @param node who says so
     */
    Alarms(String node) {
        this.node = node;
    }

    /** What has come and gone since the last look. */
    List<FeedEvent> look(Collection<Condition> conditions, Instant now) {
        Map<Condition.Key, Condition> found = new LinkedHashMap<>();
        conditions.forEach(condition -> found.put(condition.key(), condition));
        List<FeedEvent> news = new ArrayList<>();
        lasting.forEach(
                (key, condition) -> {
                    if (!found.containsKey(key)) {
                        news.add(event(condition, false, now));
                    }
                });
        found.forEach(
                (key, condition) -> {
                    if (!lasting.containsKey(key)) {
                        news.add(event(condition, true, now));
                    }
                });
        lasting = found;
        return news;
    }

    /** All that last, for one who has just come. */
    List<FeedEvent> lasting(Instant now) {
        return lasting.values().stream().map(condition -> event(condition, true, now)).toList();
    }

    private FeedEvent event(Condition condition, boolean raised, Instant now) {
        Owner provider = condition.provider();
        return new FeedEvent(
                FeedEvent.ALARM,
                null,
                provider == null ? null : provider.id(),
                new FeedEvent.Alarm(
                        raised,
                        condition.kind(),
                        provider == null ? null : provider.name(),
                        condition.what(),
                        condition.detail(),
                        node,
                        now));
    }
}
