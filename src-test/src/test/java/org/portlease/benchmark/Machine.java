package org.portlease.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a measurement was taken on. */
final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path TIMES = Path.of("/proc/stat");
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STOLEN = 8;
    private static final int TICK_MILLIS = 10;

    private Machine() {}

    static String describe() throws IOException {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                "%s, %d cores, %d GiB; %s %s; JDK %s",
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() >> 30,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    /** As Linux tells it; elsewhere only the architecture. */
    private static String cpu() throws IOException {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(CPUS)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        }
    }

    /** What all processors together have worked, here or for other machines; as Linux tells it. */
    static Duration busy() throws IOException {
        String[] times = Files.readAllLines(TIMES).get(0).split(" +", -1);
        long ticks = 0;
        for (int i = 1; i <= STOLEN; i++) {
            ticks += i == IDLE || i == WAITING ? 0 : Long.parseLong(times[i]);
        }
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }
}
