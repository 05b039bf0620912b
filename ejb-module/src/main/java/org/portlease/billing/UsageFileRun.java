package org.portlease.billing;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Makes all daily files of usage that are due, each in transactions of its own, so that one that
 * fails stops no other; then brings the directory of this node, if it has one, up to date. Any
 * number of nodes may do so at once; each file is one node's.
 */
@ApplicationScoped
public class UsageFileRun {

    private static final int AT_ONCE = 200;

    @EJB private UsageFileSteps steps;

    private Optional<String> setting;

    private @Nullable UsageDirectory directory;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public UsageFileRun() {}

    @Inject
    protected UsageFileRun(
            @ConfigProperty(name = "portlease.usage.files") Optional<String> setting) {
        this.setting = setting;
    }

    /** Outside a container. */
    UsageFileRun(UsageFileSteps steps, Optional<String> setting) {
        this(setting);
        this.steps = steps;
    }

    /** Makes what is due at that instant; returns when nothing is left to do here. */
    public void run(Instant now) {
        steps.unopened().forEach(contract -> openFirst(contract, now));
        Set<Long> tried = new HashSet<>();
        List<Long> due;
        do {
            due = steps.due(now, AT_ONCE + tried.size()).stream().filter(tried::add).toList();
            due.forEach(file -> make(file, now));
        } while (!due.isEmpty());
        setting.ifPresent(this::writeTo);
    }

    private void openFirst(long contract, Instant now) {
        try {
            steps.openFirst(contract, now);
        } catch (Exception e) { // the next run finds it without a file
            BillingLog.LOG.firstUsageFileNotOpened(contract, reasonOf(e));
        }
    }

    private void make(long file, Instant now) {
        try {
            steps.cut(file);
            steps.make(file, now);
        } catch (Exception e) { // whatever it is, the others are made; the next run tries again
            BillingLog.LOG.usageFileNotMade(file, reasonOf(e));
            BillingLog.LOG.debug("A usage file could not be made", e);
        }
    }

    private void writeTo(String path) {
        try {
            if (directory == null) {
                directory = new UsageDirectory(Path.of(path), steps);
            }
            directory.update().ifPresent(fault -> warn(path, fault));
        } catch (Exception e) { // whatever it is, billing goes on
            warn(path, e);
        }
    }

    private static void warn(String path, Exception fault) {
        BillingLog.LOG.usageFilesNotWritten(path, reasonOf(fault));
        BillingLog.LOG.debug("Usage files could not be written", fault);
    }

    private static String reasonOf(Exception fault) {
        Throwable innermost = fault;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }
}
