package dev.lepton.app.cli;

import dev.lepton.core.billing.Fraction;
import dev.lepton.core.billing.MigCost;
import dev.lepton.core.money.Footing;
import dev.lepton.formats.documents.GpuSection;
import dev.lepton.formats.documents.IndicatorsDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The indicators about shares of a GPU: what each comes to in physical GPUs, and what a slice cost. */
final class GpuSheets {
    private static final int SHOWN = 4;

    private final IndicatorsDocument document;
    private final String currency;

    GpuSheets(IndicatorsDocument document, String currency) {
        this.document = document;
        this.currency = currency;
    }

    void addTo(Sheets answer) {
        answer.add(shares());
        document.mig().ifPresent(sliced -> {
            answer.add(mig(sliced.cost()));
            answer.head("mig_total", Cell.plain(sliced.cost().total().amount()));
            sliced.distributed()
                    .ifPresent(d -> answer.add(SpendingSheets.distributed(
                            "mig_distributed", "Shared out by slice-time", List.of(d), currency)));
            answer.note("slices are compute slices; a profile with extra memory keeps more of the GPU from others.");
        });
        if (document.mig().flatMap(GpuSection.Sliced::distributed).isPresent()
                || !document.distributed().isEmpty()) {
            answer.note("shared-out amounts are shown so that they add up; --json has the exact ones.");
        }
    }

    private Sheet shares() {
        Sheet sheet = new Sheet("gpu_shares", "Shares of a GPU")
                .text("of", "name")
                .text("held", "held")
                .text("physical GPUs", "physical_gpus_exact")
                .number("=", "physical_gpus")
                .number("hours", "hours")
                .number("GPU-hours", "gpu_hours");
        List<BigDecimal> exact = new ArrayList<>();
        for (GpuSection.Share share : document.gpuShares()) {
            exact.add(share.fraction().gpuHours(share.hours()).toDecimal(18));
        }
        List<BigDecimal> shown = Footing.foot(exact, SHOWN);
        for (int i = 0; i < exact.size(); i++) {
            GpuSection.Share share = document.gpuShares().get(i);
            Fraction gpus = share.fraction().physicalGpus();
            sheet.row(
                    Cell.text(share.name()),
                    Cell.text(share.fraction().words()),
                    Cell.text(gpus.toString()),
                    Cell.number(gpus.toDecimal(18), SHOWN),
                    Cell.plain(share.hours()),
                    Cell.shownAs(shown.get(i), exact.get(i)));
        }
        if (!exact.isEmpty()) {
            sheet.total("total", "", "", "", "", Cell.grouped(shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        }
        return sheet;
    }

    private Sheet mig(MigCost cost) {
        Sheet sheet = new Sheet("mig", "Sliced GPUs by slice-time")
                .text("by", "name")
                .number("slice-hours", "slice_hours")
                .number(currency, "cost");
        List<MigCost.Share> all = new ArrayList<>(cost.shares());
        all.add(cost.unallocated());
        List<BigDecimal> shown =
                Footing.foot(all.stream().map(s -> s.cost().amount()).toList(), SHOWN);
        for (int i = 0; i < all.size(); i++) {
            sheet.row(
                    Cell.text(all.get(i).name()),
                    Cell.plain(all.get(i).sliceHours()),
                    Cell.shownAs(shown.get(i), all.get(i).cost().amount()));
        }
        BigDecimal hours = all.stream().map(MigCost.Share::sliceHours).reduce(BigDecimal.ZERO, BigDecimal::add);
        sheet.total(
                "total",
                Cell.plain(hours).shown(),
                Cell.grouped(shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return sheet;
    }
}
