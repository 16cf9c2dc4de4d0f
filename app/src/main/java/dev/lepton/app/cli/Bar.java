package dev.lepton.app.cli;

import dev.lepton.ledger.ingest.Progress;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, shown when that is a terminal and the work takes over two seconds. */
final class Bar implements Progress, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String task;
    /** Whether standard error is a terminal: the launcher looks, Java 21 cannot. */
    private final boolean terminal = Boolean.getBoolean("lepton.terminal");

    private final long startNanos = System.nanoTime();
    private @Nullable ProgressBar bar;

    Bar(String task) {
        this.task = task;
    }

    @Override
    public void at(String what, long done, long total) {
        if (!terminal) {
            return;
        }
        ProgressBar shown = bar;
        if (shown == null && System.nanoTime() - startNanos > PATIENCE.toNanos()) {
            shown = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setUnit(" MB", 1_000_000)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
            bar = shown;
        }
        if (shown != null) {
            shown.setExtraMessage(what);
            shown.maxHint(total);
            shown.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
