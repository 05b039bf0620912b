package org.portlease.test.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page of the documentation, whose commands are run as its reader runs them: one section after
 * the other, in one shell.
 */
public final class GuideShell implements AutoCloseable {

    private static final String END = "-- end of the block, status ";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    private final String page;
    private final Process shell;
    private final Writer in;
    private final BufferedReader out;

    /**
     * @param page below docs
     * @param directory where the commands put their files
     * @param environment what the page tells its reader to set
     */
    public GuideShell(String page, Path directory, Map<String, String> environment) {
        try {
            this.page = Files.readString(Path.of("..", "docs", page));
            Files.createDirectories(directory);
            ProcessBuilder builder =
                    new ProcessBuilder("bash", "-o", "pipefail", "-o", "nounset")
                            .directory(directory.toFile())
                            .redirectErrorStream(true);
            builder.environment().putAll(environment);
            shell = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = shell.outputWriter(StandardCharsets.UTF_8);
        out = shell.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Runs all commands of a section.
     *
     * @param heading its heading
     * @throws AssertionError with what was printed, where one of them fails
     */
    public void run(String heading) {
        blocks(heading).forEach(this::runBlock);
    }

    private List<String> blocks(String heading) {
        int start = page.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new AssertionError("the page has no section " + heading);
        }
        int end = page.indexOf("\n## ", start + 1);
        List<String> blocks =
                BLOCK.matcher(page.substring(start, end < 0 ? page.length() : end))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        if (blocks.isEmpty()) {
            throw new AssertionError("the section " + heading + " has no commands");
        }
        return blocks;
    }

    private void runBlock(String block) {
        try {
            in.write("set -e; trap 'echo; echo \"" + END + "$?\"' EXIT\n");
            in.write(block);
            in.write("\ntrap - EXIT; set +e; echo; echo '" + END + "0'\n");
            in.flush();
            StringBuilder said = new StringBuilder();
            String line = out.readLine();
            while (line != null && !line.startsWith(END)) {
                said.append(line).append('\n');
                line = out.readLine();
            }
            if (line == null || !line.equals(END + "0")) {
                throw new AssertionError(block + "failed (" + line + ") and said:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(block, e);
        }
    }

    @Override
    public void close() {
        shell.destroy();
    }
}
