package org.portlease.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that runs, looked at from outside: by the JDK's {@code jcmd}, and by Linux. */
record JavaServer(ProcessHandle process) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern PEAK_RSS = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    /**
     * Has it log its collections from now on. Its own options stay what they are.
     *
     * @param file an absolute path
     */
    GcLog logCollections(Path file) throws IOException {
        jcmd("VM.log", "output=" + file, "what=gc", "output_options=filecount=0");
        return new GcLog(file);
    }

    /** What its heap holds that can be reached: a full collection first. */
    long liveBytes() throws IOException {
        Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
        if (!total.find()) {
            throw new IOException("the histogram of process " + process.pid() + " has no total");
        }
        return Long.parseLong(total.group(1));
    }

    /** The most memory that it ever had; as Linux tells it, elsewhere 0. */
    long peakResidentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        Matcher matcher = PEAK_RSS.matcher(Files.readString(status));
        return matcher.find() ? Long.parseLong(matcher.group(1)) >> 10 : 0;
    }

    private String jcmd(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(process.pid()));
        command.addAll(List.of(words));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (child.onExit().join().exitValue() != 0) {
            throw new IOException(command + " failed: " + printed);
        }
        return printed;
    }
}
