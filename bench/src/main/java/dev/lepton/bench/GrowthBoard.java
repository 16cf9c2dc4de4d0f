package dev.lepton.bench;

import java.nio.file.Path;
import java.util.List;

/** How time and memory grow with the days of a cluster of 5,000 containers. */
final class GrowthBoard {
    private static final String BOARD = "growth";
    private static final List<Integer> DAYS = List.of(1, 3, 10, 30);
    private static final long CONTAINERS = 5_000;
    private static final long NODES = 100;

    private final Settings settings;
    private final Results results;

    GrowthBoard(Settings settings, Results results) {
        this.settings = settings;
        this.results = results;
    }

    void run() {
        Generated generated = new Generated(settings, results);
        Path fleet = generated.fleet(NODES);
        List<Path> files = DAYS.stream()
                .map(days -> generated.usage(CONTAINERS, NODES, days))
                .toList();
        UsageBoard usage = new UsageBoard(settings, results);
        for (int run = 1; run <= settings.runs(); run++) {
            for (int i = 0; i < DAYS.size(); i++) {
                usage.lepton(BOARD, DAYS.get(i) + " days", files.get(i), fleet, run);
            }
        }
        results.say("days   samples      import s   cost s    s per million samples   peak MB");
        for (int days : DAYS) {
            String subject = days + " days";
            double imported = results.medianSeconds(BOARD, subject, "import usage");
            double asked = results.medianSeconds(BOARD, subject, "cost");
            double millions = CONTAINERS * 288.0 * days / 1e6;
            results.say("%4d  %10d  %9.2f  %8.2f  %16.3f  %14s"
                    .formatted(
                            days,
                            CONTAINERS * 288 * days,
                            imported,
                            asked,
                            (imported + asked) / millions,
                            Results.shown(results.peak(BOARD, subject), 0)));
        }
    }
}
