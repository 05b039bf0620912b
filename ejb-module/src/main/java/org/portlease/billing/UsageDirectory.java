package org.portlease.billing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory that has each file of usage records which was made: what is missing there is written.
 * A file appears whole, under its name, or not at all. A contract is looked through when it has a
 * new file, or one of its directories has changed since: so a look at thousands of them costs
 * little. One thread's.
 */
final class UsageDirectory {

    private static final int AT_ONCE = 1_000;

    private final Path root;
    private final UsageFileSteps steps;
    private final Map<Long, Seen> seen = new HashMap<>();

    UsageDirectory(Path root, UsageFileSteps steps) {
        this.root = root;
        this.steps = steps;
    }

    /**
     * What a look has found complete.
     *
     * @param running the sequence of the contract's running file
     * @param directories when each of the contract's had changed before the look; a provider that
     *     was renamed has several
     */
    private record Seen(int running, Map<Path, Optional<FileTime>> directories) {

        boolean isUnchanged(int nowRunning) throws IOException {
            if (running != nowRunning) {
                return false;
            }
            for (var directory : directories.entrySet()) {
                if (!changed(directory.getKey()).equals(directory.getValue())) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Writes what is missing of all contracts.
     *
     * @return the first fault; what else is missing is written all the same, but what follows in a
     *     directory that takes no file
     */
    Optional<Exception> update() {
        List<Exception> faults = new ArrayList<>();
        for (UsageFileSteps.Running running : steps.running()) {
            try {
                update(running, faults);
            } catch (IOException e) {
                faults.add(e);
            }
        }
        return faults.stream().findFirst();
    }

    private void update(UsageFileSteps.Running running, List<Exception> faults) throws IOException {
        Seen before = seen.get(running.contract());
        if (before != null && before.isUnchanged(running.sequence())) {
            return;
        }
        seen.remove(running.contract());
        int faultsBefore = faults.size();
        Map<Path, Optional<FileTime>> directories = new HashMap<>();
        int done = 0;
        List<UsageFiles.Made> some;
        do {
            some = steps.madeAfter(running.contract(), done, AT_ONCE);
            for (UsageFiles.Made file : some) {
                update(file, directories, faults);
                done = file.sequence();
            }
        } while (some.size() == AT_ONCE);
        if (faults.size() == faultsBefore) {
            seen.put(running.contract(), new Seen(running.sequence(), directories));
        }
    }

    private void update(
            UsageFiles.Made file, Map<Path, Optional<FileTime>> directories, List<Exception> faults)
            throws IOException {
        Path path = pathOf(file);
        Path directory = path.resolveSibling("");
        if (!directories.containsKey(directory)) {
            directories.put(directory, changed(directory));
        }
        if (!Files.exists(path)) {
            try {
                write(file.id(), path);
            } catch (RuntimeException e) { // of this file alone
                faults.add(e);
            }
        }
    }

    private static Optional<FileTime> changed(Path directory) throws IOException {
        return Files.isDirectory(directory)
                ? Optional.of(Files.getLastModifiedTime(directory))
                : Optional.empty();
    }

    private void write(long file, Path path) throws IOException {
        Files.createDirectories(path.resolveSibling(""));
        // another node may write the same file into a shared directory
        Path part = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel =
                            FileChannel.open(
                                    part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                steps.write(file, out);
                channel.force(true);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Each contract numbers its files: one that has followed another is named as well. */
    private Path pathOf(UsageFiles.Made file) {
        String name = safe(file.provider());
        String contract = file.first() ? "" : "-contract-" + file.contract();
        return root.resolve(name)
                .resolve(name + contract + "-" + file.day() + "-" + file.sequence() + ".csv");
    }

    /**
     * A provider's name for any file system: letters, digits and {@code . _ -} of ASCII. Where
     * others have become {@code _}, part of a digest keeps it apart from others' names.
     */
    static String safe(String provider) {
        String name = provider.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]", "_");
        return name.equals(provider) ? name : name + "~" + digest(provider);
    }

    private static String digest(String provider) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(provider.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JRE has SHA-256, but this one", e);
        }
    }
}
