package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import dev.lepton.app.wiring.WorkspacePlan;
import dev.lepton.core.catalog.Devices;
import dev.lepton.core.energy.GridFactors;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.plan.joint.Effort;
import dev.lepton.core.plan.joint.Levels;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.source.CatalogSites;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.core.plan.source.Site;
import dev.lepton.formats.documents.PlanDocument;
import dev.lepton.formats.energy.GridFactorsCsv;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.formats.profiles.Given;
import dev.lepton.formats.profiles.Profiles;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lepton plan} is asked: by a document, or by a workspace alone.
 *
 * @param request needs and limits; sites of a catalog are not in it
 * @param more sites of a catalog
 * @param assemble a request, this or under other limits, to a problem
 * @param ledgerCost what the ledger has for the same machines a month; empty for a document
 * @param notes what was taken how
 */
record PlanInput(
        PlanRequest request,
        List<Site> more,
        Assembler assemble,
        Effort effort,
        Optional<Money> ledgerCost,
        List<String> notes) {
    /** Makes a problem of a request. */
    interface Assembler {
        PlanRequest.Assembled of(PlanRequest request);
    }

    /** By the document in {@code file}; {@code more} measured points count besides its own and those bundled. */
    static PlanInput of(Path file, List<OperatingPoint> more, @Nullable LocalDate asOf, Consumer<String> err) {
        PlanDocument document = PlanDocument.read(file);
        List<String> notes = new ArrayList<>(document.notes());
        List<Site> sites = sites(document, asOf, notes);
        List<OperatingPoint> points = new ArrayList<>(more);
        Path folder = file.toAbsolutePath().getParent();
        points.addAll(MeasuredOn.of(
                document.profiles().stream()
                        .map(p -> folder == null ? Path.of(p) : folder.resolve(p))
                        .toList(),
                Given.NOTHING,
                err));
        if (!document.request().services().isEmpty()) {
            points.addAll(Profiles.bundled());
            notes.add(
                    "Measured points: " + points.size() + ", those bundled from the ML.ENERGY benchmark v3 included.");
        }
        return new PlanInput(
                held(document.request(), asOf, notes),
                sites,
                r -> r.assemble(sites, points),
                document.effort(),
                Optional.empty(),
                notes);
    }

    private static PlanRequest held(PlanRequest request, @Nullable LocalDate asOf, List<String> notes) {
        if (request.sites().stream().allMatch(s -> s.ends().isEmpty())) {
            return request;
        }
        LocalDate day = asOf == null ? LocalDate.ofInstant(BundledPrices.load().newestList(), ZoneOffset.UTC) : asOf;
        commitments(request, day, notes);
        return request.on(day);
    }

    /** What is committed to and ends, on which day the plan is made, and what of it is paid in any case. */
    private static void commitments(PlanRequest request, LocalDate day, List<String> notes) {
        for (Site site : request.sites()) {
            for (Supply s : site.place().supplies()) {
                LocalDate end = site.ends().get(s.terms());
                if (end != null) {
                    Money sunk = s.hourly().times(BigDecimal.valueOf(Levels.HOURS_PER_MONTH * s.held()));
                    notes.add(
                            end.isAfter(day)
                                    ? s.held() + " at " + site.place().name() + " are committed to ("
                                            + s.terms().word() + ") until " + end + ": "
                                            + Cell.grouped(PlanSheets.cents(sunk)) + " " + request.currency()
                                            + " a month are paid in any case, and the plan uses them at no further cost. Plan again for the time after."
                                    : s.held() + " at " + site.place().name() + " were committed to until " + end
                                            + ", which is over on " + day + ", so they are held no more.");
                }
            }
        }
    }

    /** By what the workspace in {@code dir} has. */
    static PlanInput ofWorkspace(Path dir, List<OperatingPoint> more, @Nullable LocalDate asOf) {
        try (Session session = Session.open(dir)) {
            WorkspacePlan plan = WorkspacePlan.of(session, more, pricesAt(session.bundled(), asOf));
            return new PlanInput(
                    plan.request(),
                    List.of(),
                    plan::assemble,
                    Effort.assumed(plan.request().currency()),
                    Optional.of(plan.ledgerCost()),
                    new ArrayList<>(plan.notes()));
        }
    }

    /** The same, electricity by the bundled tables of grids where the request says nothing of it. */
    PlanInput onGrids() {
        return with(
                r -> r.onGrids(more, new GridFactors(GridFactorsCsv.bundled().rows())));
    }

    /** The same with another request. */
    PlanInput with(UnaryOperator<PlanRequest> change) {
        return new PlanInput(change.apply(request), more, assemble, effort, ledgerCost, notes);
    }

    private static Instant pricesAt(BundledPrices bundled, @Nullable LocalDate asOf) {
        return asOf == null
                ? bundled.newestList()
                : asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
    }

    private static List<Site> sites(PlanDocument document, @Nullable LocalDate asOf, List<String> notes) {
        Optional<CatalogSites.Query> query = document.request().catalog();
        if (query.isEmpty()) {
            return List.of();
        }
        BundledPrices bundled = BundledPrices.load();
        Devices devices = bundled.devices();
        Instant at = pricesAt(bundled, asOf);
        CatalogSites.Found found;
        try {
            found = CatalogSites.of(
                    bundled.catalog(), devices, query.get(), document.request().regionsToday(), at);
        } catch (IllegalArgumentException e) {
            throw Problem.input("catalog: " + e.getMessage(), "Maybe one of H100, H200, A100, L40S, B200.");
        }
        notes.add("Prices are those of the bundled lists as of " + LocalDate.ofInstant(at, ZoneOffset.UTC) + "; "
                + found.sites().size() + " places of them count, " + found.dearer()
                + " dearer ones of the same devices were left out (catalog.kept).");
        return found.sites();
    }
}
