package org.portlease.web.metrics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the connector's counters are called in Prometheus: what follows a counter's prefix is the
 * value of a label. A counter that no rule knows is told under its own name as well.
 */
final class CounterNames {

    private static final List<Rule> RULES =
            List.of(
                    Rule.level("queue.length", "portlease_queue_events", "Events that wait now"),
                    Rule.level(
                            "in-flight",
                            "portlease_radius_inquiries_in_flight",
                            "Requests to home servers and NASes that wait for an answer now"),
                    Rule.level(
                            "replies.delayed-now",
                            "portlease_radius_replies_delayed",
                            "Rejects that wait now until they may go out"),
                    Rule.level(
                            "duplicates.known",
                            "portlease_radius_duplicate_cache_entries",
                            "Requests that are remembered for duplicates now"),
                    Rule.level(
                            "peers.version",
                            "portlease_configuration_version",
                            "The version of the configuration that the connector works by"),
                    Rule.level(
                            "home-servers.configured",
                            "portlease_home_servers",
                            "Home servers that are configured"),
                    Rule.levels(
                            "home-servers.silent-now.",
                            "portlease_home_servers_silent",
                            "service",
                            "Home servers that are suspect or dead now"),
                    Rule.levels(
                            "home-servers.dead-now.",
                            "portlease_home_servers_dead",
                            "service",
                            "Home servers that are dead now"),
                    Rule.count(
                            "forwarded",
                            "portlease_radius_forwarded",
                            "Requests of peers that were forwarded"),
                    Rule.count(
                            "retransmitted",
                            "portlease_radius_retransmitted",
                            "Datagrams that were sent again"),
                    Rule.count(
                            "failed-over",
                            "portlease_radius_failed_over",
                            "Servers that were given up for the next of their group"),
                    Rule.count(
                            "batches.committed",
                            "portlease_batches_committed",
                            "Batches that committed"),
                    Rule.count(
                            "batches.repeated",
                            "portlease_batches_repeated",
                            "Batches that were decided again after a conflict"),
                    Rule.count(
                            "batches.split",
                            "portlease_batches_split",
                            "Batches that were decided event by event after a fault"),
                    Rule.counts(
                            "batches.failed.",
                            "portlease_batches_failed",
                            "fault",
                            "Tries of batches and ticks that failed, by fault"),
                    Rule.count(
                            "events.committed",
                            "portlease_events_committed",
                            "Events that were decided and committed"),
                    Rule.count(
                            "ticks.committed",
                            "portlease_ticks_committed",
                            "Ticks that were decided and committed"),
                    Rule.counts(
                            "ticks.abandoned.",
                            "portlease_ticks_abandoned",
                            "reason",
                            "Ticks that could not be decided"),
                    Rule.counts(
                            "received.",
                            "portlease_radius_received",
                            "service",
                            "Datagrams that came in, by service"),
                    Rule.counts(
                            "replied.",
                            "portlease_radius_replied",
                            "code",
                            "Replies that were sent, by code"),
                    Rule.counts(
                            "not-answered.",
                            "portlease_radius_not_answered",
                            "reason",
                            "Requests that were left without a reply, by reason"),
                    Rule.counts(
                            "dropped.",
                            "portlease_radius_dropped",
                            "reason",
                            "Datagrams that were dropped before any decision, by reason"),
                    Rule.counts(
                            "shed.",
                            "portlease_radius_shed",
                            "kind",
                            "Requests that were shed because the queue filled, by kind"),
                    Rule.counts(
                            "duplicates.",
                            "portlease_radius_duplicates",
                            "outcome",
                            "Requests that came again: resent the reply, or undecided yet"),
                    Rule.count(
                            "home-servers.answered",
                            "portlease_home_server_answered",
                            "Inquiries that a home server answered"),
                    Rule.count(
                            "home-servers.silent",
                            "portlease_home_server_unanswered",
                            "Inquiries that no home server answered"),
                    Rule.counts(
                            "status-server.probes.",
                            "portlease_radius_status_probes",
                            "outcome",
                            "Status-Servers that were sent to home servers"),
                    Rule.count(
                            "status-server.answered",
                            "portlease_radius_status_answered",
                            "Status-Servers of peers that were answered"),
                    Rule.counts(
                            "nases.",
                            "portlease_nas_inquiries",
                            "outcome",
                            "CoA- and Disconnect-Requests to NASes"),
                    Rule.counts(
                            "own-requests.abandoned.",
                            "portlease_own_requests_abandoned",
                            "reason",
                            "Answers to our own requests that could not be decided"),
                    Rule.counts(
                            "own-requests.",
                            "portlease_own_requests",
                            "outcome",
                            "Requests of our own accord"),
                    Rule.counts(
                            "",
                            "portlease_connector_other",
                            "counter",
                            "The connector's other counters, by their own names"));

    private CounterNames() {}

    /**
     * @param prefix of the counter's name; the whole of it where there is no label
     * @param label what the rest of the name is the value of; null for none
     */
    private record Rule(
            String prefix, Family.Kind kind, String metric, @Nullable String label, String help) {

        static Rule count(String counter, String metric, String help) {
            return new Rule(counter, Family.Kind.COUNTER, metric, null, help);
        }

        static Rule counts(String prefix, String metric, String label, String help) {
            return new Rule(prefix, Family.Kind.COUNTER, metric, label, help);
        }

        static Rule level(String counter, String metric, String help) {
            return new Rule(counter, Family.Kind.GAUGE, metric, null, help);
        }

        static Rule levels(String prefix, String metric, String label, String help) {
            return new Rule(prefix, Family.Kind.GAUGE, metric, label, help);
        }

        boolean fits(String counter) {
            return label == null ? counter.equals(prefix) : counter.startsWith(prefix);
        }

        void put(String counter, long value, Map<String, Family> families) {
            Family family = families.computeIfAbsent(metric, name -> new Family(kind, name, help));
            if (label == null) {
                family.add(value);
            } else {
                family.add(value, label, counter.substring(prefix.length()));
            }
        }
    }

    /** Puts a counter's value into its family, which is made where it is missing. */
    static void put(String counter, long value, Map<String, Family> families) {
        RULES.stream()
                .filter(rule -> rule.fits(counter))
                .findFirst()
                .orElseThrow()
                .put(counter, value, families);
    }
}
