package dev.lepton.formats.prices;

import dev.lepton.core.evidence.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** The forms of price list that are read. */
public enum PriceFormat {
    /** Lepton's own CSV, see docs/formats.md. */
    LEPTON_CSV("lepton-csv"),
    /** Lepton's own YAML, the same fields. */
    LEPTON_YAML("lepton-yaml"),
    /** {@code vms.csv} of a SkyPilot catalog, versions 5 to 8. */
    SKYPILOT("skypilot"),
    /** OpenCost's pricing CSV. */
    OPENCOST_CSV("opencost-csv"),
    /** OpenCost's custom prices, as in its {@code default.json}. */
    OPENCOST_JSON("opencost-json"),
    /** One price a line by region and machine, as the bundled AWS and Azure lists are. */
    LIST("list"),
    /** On-demand, spot and monthly commitment prices side by side, as the bundled Google list is. */
    GCP("gcp");

    private static final int LOOK_AHEAD = 1 << 16;

    private final String word;

    PriceFormat(String word) {
        this.word = word;
    }

    /** The name it has on the command line. */
    public String word() {
        return word;
    }

    /** Reads every data line and hands what it gave on. */
    void read(BufferedReader text, PriceContext context, Consumer<PriceRow> sink) {
        switch (this) {
            case LEPTON_CSV -> LeptonPrices.readCsv(text, context, sink);
            case LEPTON_YAML -> LeptonPrices.readYaml(text, context, sink);
            case SKYPILOT -> SkyPilotPrices.read(text, context, sink);
            case OPENCOST_CSV -> OpenCostPrices.readCsv(text, context, sink);
            case OPENCOST_JSON -> OpenCostPrices.readJson(text, context, sink);
            case LIST -> ListPrices.readList(text, context, sink);
            case GCP -> ListPrices.readGcp(text, context, sink);
        }
    }

    /**
     * The form named {@code word}.
     *
     * @throws Problem if none is
     */
    public static PriceFormat parse(String word) {
        return Arrays.stream(values())
                .filter(f -> f.word.equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.input(
                        "'" + word + "' is no form of price list.",
                        "Maybe one of: "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(PriceFormat::word)
                                                .toList())
                                + "."));
    }

    /** The form of {@code text} by its beginning; nothing of it is consumed. */
    static PriceFormat detect(BufferedReader text, String file) throws IOException {
        text.mark(LOOK_AHEAD);
        char[] head = new char[LOOK_AHEAD - 1];
        int length = Math.max(0, text.read(head, 0, head.length));
        text.reset();
        String start = new String(head, 0, length).replace("\uFEFF", "").stripLeading();
        if (start.startsWith("{")) {
            return OPENCOST_JSON;
        }
        String line = start.lines()
                .filter(l -> !l.isBlank() && !l.startsWith("#") && !l.equals("---"))
                .findFirst()
                .orElse("");
        if (line.startsWith("prices:") || line.startsWith("- ")) {
            return LEPTON_YAML;
        }
        return byHeader(line.toLowerCase(Locale.ROOT), file);
    }

    private static PriceFormat byHeader(String header, String file) {
        var columns = Arrays.stream(header.split(",", -1))
                .map(c -> c.strip().replace("\"", ""))
                .toList();
        if (columns.contains("marketpricehourly")) {
            return OPENCOST_CSV;
        }
        if (columns.contains("instancetype") && columns.contains("price")) {
            return SKYPILOT;
        }
        if (columns.contains("on_demand_per_hour")) {
            return GCP;
        }
        if (columns.contains("price_per_hour")) {
            return LIST;
        }
        if (columns.contains("instance_type") && columns.contains("price")) {
            return LEPTON_CSV;
        }
        throw Problem.input(
                file + ": its first line is no header of a price list that is known: " + Fields.shown(header) + ".",
                "Maybe name the form with --format, or see docs/formats.md for the columns of Lepton's own.");
    }
}
