package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a page of the documentation, run as they stand there, by the names of their
 * steps: a comment, step and colon and name, before the block.
 *
 * @param page where the page is
 * @param settings environment variables, in place of those that the page tells a reader to set
 */
public record DocumentedCommands(Path page, Map<String, String> settings) {

    public DocumentedCommands {
        settings = Map.copyOf(settings);
    }

    /** Of a page below docs. */
    public static DocumentedCommands of(String page, Map<String, String> settings) {
        return new DocumentedCommands(Path.of("..", "docs", page), settings);
    }

    /** The same commands, with these settings besides. */
    public DocumentedCommands with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return new DocumentedCommands(page, all);
    }

    /** The text of a step's block. */
    public String text(String step) {
        Matcher block =
                Pattern.compile(
                                "<!-- step: " + Pattern.quote(step) + " -->\n```sh\n(.*?)```",
                                Pattern.DOTALL)
                        .matcher(read(page));
        if (!block.find()) {
            throw new AssertionError(page + " has no step " + step);
        }
        return block.group(1);
    }

    /**
     * Runs a step to its end.
     *
     * @return what it printed
     * @throws AssertionError with what it printed, where one of its commands fails
     */
    public String run(String step) {
        try {
            Process shell = begin(text(step)).redirectErrorStream(true).start();
            String printed =
                    new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (shell.waitFor() != 0) {
                throw new AssertionError("step " + step + " of " + page + " failed:\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Whether a step succeeds.
     *
     * @param shown an address that stands in the page
     * @param here what it is here
     */
    public boolean succeeds(String step, String shown, String here) {
        try {
            return begin(text(step).replace(shown, here))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A step that goes on running, to be started; what it prints is in the file. */
    public ProcessBuilder background(String step, Path output) {
        return begin(text(step)).redirectErrorStream(true).redirectOutput(output.toFile());
    }

    private ProcessBuilder begin(String commands) {
        ProcessBuilder shell =
                new ProcessBuilder(List.of("bash", "-e", "-u", "-o", "pipefail", "-c", commands));
        shell.environment().keySet().removeIf(name -> name.matches("(JBOSS|PORTLEASE|PG).*"));
        shell.environment().putAll(settings);
        return shell;
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
