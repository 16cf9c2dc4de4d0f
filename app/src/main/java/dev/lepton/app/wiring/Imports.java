package dev.lepton.app.wiring;

import dev.lepton.core.evidence.Failure;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Job;
import dev.lepton.formats.csv.CsvFile;
import dev.lepton.formats.csv.Reading;
import dev.lepton.formats.fleet.FleetFile;
import dev.lepton.formats.jobs.JobList;
import dev.lepton.formats.prices.PriceContext;
import dev.lepton.formats.prices.PriceFile;
import dev.lepton.formats.profiles.Given;
import dev.lepton.formats.revenue.RevenueCsv;
import dev.lepton.formats.tokens.TokensCsv;
import dev.lepton.ledger.ingest.DocumentImport;
import dev.lepton.ledger.ingest.FocusImport;
import dev.lepton.ledger.ingest.ImportResult;
import dev.lepton.ledger.ingest.JobsImport;
import dev.lepton.ledger.ingest.Progress;
import dev.lepton.ledger.ingest.UsageImport;
import dev.lepton.ledger.store.Segment;
import dev.lepton.ledger.store.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes files in by their kind: joins the readers of formats with the segments of the ledger. */
public final class Imports {
    /** The kinds of evidence, as they are named on the command line. */
    public enum Kind {
        FOCUS,
        USAGE,
        JOBS,
        FLEET,
        OPENB,
        PRICES,
        REVENUE,
        TOKENS,
        PROFILES
    }

    /**
     * What changes the meaning of a file.
     *
     * @param sampleSeconds usage: how long a sample stands for where the file does not say; 0 when not given
     * @param replace focus, usage, jobs: whether it stands for files of the same kind and name
     * @param zone the clock of times without an offset; empty for that of the settings, and UTC for jobs
     * @param drawFrom jobs: the cluster whose measured utilisation is drawn from
     * @param seed of what is drawn
     * @param given profiles: what the file leaves out
     */
    public record Options(
            long sampleSeconds,
            boolean replace,
            Optional<ZoneId> zone,
            Optional<String> drawFrom,
            long seed,
            Given given) {
        public static final Options DEFAULT = new Options(0, false, Optional.empty(), Optional.empty(), 42);

        /** Options of files that are no profiles. */
        public Options(
                long sampleSeconds, boolean replace, Optional<ZoneId> zone, Optional<String> drawFrom, long seed) {
            this(sampleSeconds, replace, zone, drawFrom, seed, Given.NOTHING);
        }

        ZoneId jobsZone() {
            return zone.orElse(ZoneOffset.UTC);
        }
    }

    private static final String READ_IN = "times without an offset are read in ";

    /** The clock by which the stored document {@code segment} is read: the one given at its import, else {@code otherwise}. */
    static ZoneId zone(Segment segment, ZoneId otherwise) {
        return segment.notes().stream()
                .filter(n -> n.startsWith(READ_IN))
                .map(n -> ZoneId.of(n.substring(READ_IN.length())))
                .findFirst()
                .orElse(otherwise);
    }

    private final Session session;
    private final Instant now;
    private final Progress progress;

    public Imports(Session session, Instant now, Progress progress) {
        this.session = session;
        this.now = now;
        this.progress = progress;
    }

    /** Imports {@code file}; what it says of itself is in the segment's notes. */
    public ImportResult run(Kind kind, Path file, Options options) {
        return session.workspace().write(draft -> switch (kind) {
            case FOCUS -> new FocusImport(session.engine(), draft, progress).run(file, options.replace(), now);
            case USAGE ->
                new UsageImport(session.engine(), draft, progress)
                        .run(file, options.sampleSeconds(), options.replace(), List.of(), now);
            case JOBS -> jobs(draft, file, options);
            case FLEET -> fleet(draft, file, options);
            case OPENB ->
                CsvFile.of(file, CsvFile.Dialect.COMMAS).header().contains("sn")
                        ? fleet(draft, file, options)
                        : jobs(draft, file, options);
            case PRICES -> document(draft, dev.lepton.ledger.store.Kind.PRICES, file, Optional.empty(), this::prices);
            case REVENUE ->
                document(
                        draft,
                        dev.lepton.ledger.store.Kind.REVENUE,
                        file,
                        options.zone(),
                        path -> revenue(path, options));
            case TOKENS ->
                document(
                        draft,
                        dev.lepton.ledger.store.Kind.TOKENS,
                        file,
                        options.zone(),
                        path -> tokens(path, options));
            case PROFILES ->
                new DocumentImport(draft)
                        .run(
                                dev.lepton.ledger.store.Kind.PROFILES,
                                file,
                                path -> StoredProfiles.content(path, options.given()),
                                StoredProfiles.notes(options.given()),
                                now);
        });
    }

    private ImportResult jobs(Workspace.Draft draft, Path file, Options options) {
        JobList list = JobList.of(file);
        Optional<DrawnUtilisation> drawn = options.drawFrom().map(c -> DrawnUtilisation.from(c, options.seed()));
        List<String> notes = new ArrayList<>();
        drawn.ifPresent(d -> notes.add(d.note()));
        String meaning = list + " " + options.jobsZone() + " ";
        return new JobsImport(session.engine(), draft)
                .run(
                        file,
                        meaning,
                        options.replace(),
                        (jobs, failures) -> read(list, file, options, drawn, jobs, failures, notes),
                        notes,
                        now);
    }

    private void read(
            JobList list,
            Path file,
            Options options,
            Optional<DrawnUtilisation> drawn,
            Consumer<Job> jobs,
            Consumer<Failure> failures,
            List<String> notes) {
        Consumer<Job> taken =
                drawn.<Consumer<Job>>map(d -> job -> jobs.accept(d.fill(job))).orElse(jobs);
        Consumer<Job> resolved =
                job -> taken.accept(ModelNames.resolved(job, session.bundled().devices()));
        Reading reading = list.read(file, options.jobsZone(), Instant.EPOCH, resolved, failures, bytes -> {});
        reading.notes().forEach(n -> notes.add(n.count() + " " + n.words()));
    }

    private ImportResult fleet(Workspace.Draft draft, Path file, Options options) {
        return document(draft, dev.lepton.ledger.store.Kind.FLEET, file, options.zone(), path -> {
            List<Failure> failures = new ArrayList<>();
            long[] rows = {0};
            FleetFile.read(path, clock(options), pool -> rows[0]++, failures::add);
            return new DocumentImport.Content(rows[0], failures, Optional.empty());
        });
    }

    private ImportResult document(
            Workspace.Draft draft,
            dev.lepton.ledger.store.Kind kind,
            Path file,
            Optional<ZoneId> zone,
            DocumentImport.Reader reader) {
        List<String> notes = zone.map(z -> List.of(READ_IN + z)).orElse(List.of());
        return new DocumentImport(draft).run(kind, file, reader, notes, now);
    }

    /** The clock of a document that is read again with each question. */
    private ZoneId clock(Options options) {
        return options.zone().orElse(session.settings().zone());
    }

    private DocumentImport.Content prices(Path path) {
        PriceContext context = new PriceContext(
                path.toString(),
                path.getFileName().toString(),
                Optional.empty(),
                now,
                false,
                session.bundled().devices(),
                session.bundled().machines());
        PriceFile file = PriceFile.read(path, Optional.empty(), context);
        return new DocumentImport.Content(
                (long) file.offerings().size() + file.components().size(), file.failures(), Optional.empty());
    }

    private DocumentImport.Content revenue(Path path, Options options) {
        List<Failure> failures = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        RevenueCsv.read(path, clock(options), r -> windows.add(r.window()), failures::add, bytes -> {});
        return new DocumentImport.Content(
                windows.size(), failures, windows.stream().reduce(Window::span));
    }

    private DocumentImport.Content tokens(Path path, Options options) {
        List<Failure> failures = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        TokensCsv.read(path, clock(options), t -> windows.add(t.window()), failures::add, bytes -> {});
        return new DocumentImport.Content(
                windows.size(), failures, windows.stream().reduce(Window::span));
    }
}
