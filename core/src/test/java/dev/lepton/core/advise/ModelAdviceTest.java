package dev.lepton.core.advise;

import static dev.lepton.core.advise.TestBooks.always;
import static dev.lepton.core.advise.TestBooks.hour;
import static dev.lepton.core.advise.TestBooks.machines;
import static dev.lepton.core.advise.TestBooks.modelCell;
import static dev.lepton.core.advise.TestBooks.usd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Price;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What models cost elsewhere, and smaller ones where they are: each on a case worked by hand. */
final class ModelAdviceTest {
    @Test
    void aModelOnAnotherDevice() {
        Alternative b200 = new Alternative(
                Strategy.DEVICE,
                "B200",
                0,
                Price.usd("0.8"),
                Optional.of("llama"),
                new Provenance("points", Confidence.MEASURED));
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines("1", false, always(hour("0", "0", "0", "1", true)), b200)),
                        modelCell("p", "llama", "500"),
                        modelCell("p", "other", "230"))
                .books();
        Finding device = TestBooks.only(books, Strategy.DEVICE);
        assertEquals(new Saving.Between(usd("0"), usd("100")), device.alone());
        assertEquals("device:p:llama", device.id());
        Saving.Unknown smaller = (Saving.Unknown)
                TestBooks.advise(books).finding("model:llama").orElseThrow().alone();
        assertEquals(usd("500"), smaller.at());
    }

    private static Alternative smaller(String hourly, Confidence confidence) {
        return new Alternative(
                Strategy.MODEL,
                "'folded', 2.50 times as fast, 0.00 points lost",
                0,
                Price.usd(hourly),
                Optional.of("llama"),
                new Provenance("lepton shrink, on H100", confidence));
    }

    @Test
    void aSmallerModelThatWasMeasuredWhereItIsServed() {
        // 2.5 times as fast: 0.4 of a machine does the work of one; 0.6 of the 500 a month are saved.
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines(
                                "1",
                                false,
                                always(hour("0", "0", "0", "1", true)),
                                smaller("0.4", Confidence.MEASURED),
                                smaller("0.2", Confidence.ESTIMATE),
                                smaller("0.5", Confidence.MEASURED))),
                        modelCell("p", "llama", "500"),
                        modelCell("p", "other", "230"))
                .books();
        Finding elsewhere = TestBooks.advise(books).finding("model:llama").orElseThrow();
        assertEquals(new Saving.Between(usd("0"), usd("400")), elsewhere.alone(), "cheapest first, and an estimate");
        Books measured = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines(
                                "1",
                                false,
                                always(hour("0", "0", "0", "1", true)),
                                smaller("0.4", Confidence.MEASURED))),
                        modelCell("p", "llama", "500"),
                        modelCell("p", "other", "230"))
                .books();
        Finding found = TestBooks.advise(measured).finding("model:llama").orElseThrow();
        assertEquals(new Saving.Exact(usd("300")), found.alone());
        assertEquals(Confidence.ESTIMATE, found.proposal().confidence());
        assertTrue(found.proposal().title().contains("'folded', 2.50 times as fast"));
        assertTrue(TestBooks.advise(measured).together().compareTo(usd("300")) >= 0);
        Saving.Unknown other = (Saving.Unknown)
                TestBooks.advise(measured).finding("model:other").orElseThrow().alone();
        assertEquals(Lack.NOT_MEASURED, other.lack());
        assertEquals(usd("230"), other.at(), "what it would act on");
    }

    @Test
    void aSmallerModelSavesNothingOnMachinesThatArePaidAnyway() {
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines(
                                "1",
                                true,
                                always(hour("0", "0", "0", "1", true)),
                                smaller("0.4", Confidence.MEASURED))),
                        modelCell("p", "llama", "730"))
                .books();
        Saving.Unknown unknown = (Saving.Unknown)
                TestBooks.advise(books).finding("model:llama").orElseThrow().alone();
        assertEquals(Lack.PAID_ANYWAY, unknown.lack());
        assertEquals(usd("730"), unknown.at());
    }
}
