package org.portlease.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes that share the machine in a benchmark, and the CPU time they have used. */
record Processes(Map<Role, ProcessHandle> handles) {

    private static final int TICKS_A_SECOND = 100;
    private static final int REAPED_USER = 13;
    private static final int REAPED_SYSTEM = 14;

    /** What a process does; it speaks for its children as well. */
    enum Role {
        SERVER("server"),
        POSTGRES("PostgreSQL"),
        LOAD("load"),
        CLIENT("client's server"),
        /** Whatever else ran on the machine meanwhile: it disturbs. */
        OTHERS("others");

        private final String title;

        Role(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** CPU time by process; what is not there has used none. */
    record Cpu(Map<Role, Duration> used) {

        Cpu minus(Cpu earlier) {
            Map<Role, Duration> difference = new EnumMap<>(used);
            difference.replaceAll((role, duration) -> duration.minus(earlier.of(role)));
            return new Cpu(difference);
        }

        Duration of(Role role) {
            return used.getOrDefault(role, Duration.ZERO);
        }

        double seconds(Role role) {
            return of(role).toMillis() / 1000.0;
        }

        @Override
        public String toString() {
            return used.keySet().stream()
                    .map(role -> String.format("%s %.1f s", role, seconds(role)))
                    .collect(Collectors.joining(", "));
        }
    }

    ProcessHandle handle(Role role) {
        return Objects.requireNonNull(handles.get(role));
    }

    Cpu cpu() {
        Map<Role, Duration> used = new EnumMap<>(Role.class);
        handles.forEach((role, process) -> used.put(role, used(process)));
        return new Cpu(used);
    }

    /** With that of all other processes of the machine. */
    Cpu cpuWithOthers() throws IOException {
        Map<Role, Duration> used = new EnumMap<>(cpu().used());
        used.put(Role.OTHERS, used.values().stream().reduce(Machine.busy(), Duration::minus));
        return new Cpu(used);
    }

    private static Duration used(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(reaped(process), Duration::plus);
    }

    /** Of children that have ended, such as autovacuum's; as Linux tells it, elsewhere none. */
    private static Duration reaped(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "stat");
        if (!Files.isReadable(file)) {
            return Duration.ZERO;
        }
        try {
            String line = Files.readString(file);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            long ticks =
                    Long.parseLong(fields[REAPED_USER]) + Long.parseLong(fields[REAPED_SYSTEM]);
            return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
