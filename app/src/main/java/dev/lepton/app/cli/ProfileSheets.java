package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lepton.app.wiring.StoredProfiles;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.Throughput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The profiles of a workspace: its files, and by model and hardware how many points there are and the most that was measured. */
final class ProfileSheets {
    private static final int LONGEST = 40;
    private static final Comparator<Group> ORDER = Comparator.comparing(Group::model)
            .thenComparing(Group::precision)
            .thenComparing(Group::device)
            .thenComparing(Group::devices)
            .thenComparing(Group::workload)
            .thenComparing(Group::work);

    private final StoredProfiles profiles;

    ProfileSheets(StoredProfiles profiles) {
        this.profiles = profiles;
    }

    /** Points that can be compared. */
    private record Group(
            String model, String precision, String device, int devices, String workload, Throughput.Work work) {
        static Group of(OperatingPoint point) {
            boolean training = point.throughput().work() == Throughput.Work.RUNS;
            return new Group(
                    point.variant().model(),
                    point.variant().precision().orElse(""),
                    point.hardware().device(),
                    point.hardware().count(),
                    training ? "" : point.workload().orElse(""),
                    point.throughput().work());
        }
    }

    Sheets sheets() {
        Sheets answer = new Sheets();
        List<OperatingPoint> points = profiles.points();
        Map<Group, List<OperatingPoint>> groups = points.stream()
                .collect(Collectors.groupingBy(Group::of, () -> new TreeMap<>(ORDER), Collectors.toList()));
        answer.open(points.size() + " operating points of "
                + groups.keySet().stream().map(Group::model).distinct().count() + " models on "
                + groups.keySet().stream().map(Group::device).distinct().count() + " devices, from "
                + profiles.files().size() + (profiles.files().size() == 1 ? " file." : " files."));
        answer.add(files());
        answer.add(groups(groups));
        profiles.files()
                .forEach(f -> f.profiles()
                        .notes()
                        .forEach(n -> answer.note(f.segment().source() + ": " + n + ".")));
        return answer;
    }

    private Sheet files() {
        Sheet sheet = new Sheet("files", "Files")
                .text("file", "file")
                .text("form", "form")
                .number("rows", "rows")
                .number("failures", "failures")
                .number("points", "points");
        for (StoredProfiles.Stored f : profiles.files()) {
            sheet.row(
                    Cell.text(f.segment().source()),
                    Cell.text(f.profiles().form().words()),
                    whole(f.profiles().rows()),
                    whole(f.profiles().failures().size()),
                    whole(f.profiles().points().size()));
        }
        return sheet;
    }

    private static Sheet groups(Map<Group, List<OperatingPoint>> groups) {
        Sheet sheet = new Sheet("points", "Measured")
                .text("model", "model")
                .text("precision", "precision")
                .text("device", "device")
                .number("devices", "devices")
                .text("with", "workload")
                .number("points", "points")
                .text("at once", "concurrency")
                .number("most per second", "most_per_second")
                .text("of", "unit")
                .text("measured", "has")
                .text("confidence", "confidence");
        groups.forEach((group, points) -> sheet.row(
                shortened(group.model()),
                shortened(group.precision()),
                shortened(group.device()),
                whole(group.devices()),
                Cell.text(group.workload()),
                whole(points.size()),
                Cell.text(concurrency(points)),
                most(points),
                Cell.text(group.work().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')),
                Cell.text(has(points)),
                Cell.text(points.stream()
                        .map(p -> p.provenance().confidence())
                        .min(Comparator.naturalOrder())
                        .orElseThrow()
                        .word())));
        return sheet;
    }

    private static Cell most(List<OperatingPoint> points) {
        BigDecimal most = BigDecimal.valueOf(points.stream()
                .mapToDouble(p -> p.throughput().perSecond())
                .max()
                .orElseThrow());
        return Cell.number(most, most.compareTo(BigDecimal.TEN) >= 0 ? 1 : 6);
    }

    private static String concurrency(List<OperatingPoint> points) {
        IntSummaryStatistics at =
                points.stream().flatMapToInt(p -> p.concurrency().stream()).summaryStatistics();
        if (at.getCount() == 0) {
            return "";
        }
        return at.getMin() == at.getMax() ? String.valueOf(at.getMin()) : at.getMin() + "–" + at.getMax();
    }

    private static String has(List<OperatingPoint> points) {
        List<String> has = new ArrayList<>();
        points.stream()
                .flatMap(p -> p.latencyMillis().keySet().stream())
                .map(l -> l.phase().name())
                .distinct()
                .sorted()
                .forEach(has::add);
        if (points.stream().anyMatch(p -> p.watts().isPresent())) {
            has.add("watts");
        }
        if (points.stream().anyMatch(p -> p.powerCapWatts().isPresent())) {
            has.add("power caps");
        }
        if (points.stream().anyMatch(p -> !p.accuracy().isEmpty())) {
            has.add("accuracy");
        }
        return String.join(", ", has);
    }

    /** A program gets it whole. */
    private static Cell shortened(String text) {
        return text.length() <= LONGEST
                ? Cell.text(text)
                : new Cell(text.substring(0, LONGEST) + "…", TextNode.valueOf(text));
    }

    private static Cell whole(long number) {
        return Cell.plain(BigDecimal.valueOf(number));
    }
}
