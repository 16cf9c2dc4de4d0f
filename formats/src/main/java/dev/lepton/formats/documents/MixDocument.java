package dev.lepton.formats.documents;

import dev.lepton.core.catalog.Devices;
import dev.lepton.core.plan.mix.MixProblem;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The requests of a service and the machines that could serve them, what {@code lepton mix} reads: a table by input and output size as
 * Mélange and AIBrix keep it, in JSON or YAML, or Lepton's own form with named buckets ({@link ServiceSection}).
 *
 * @param notes what was taken for granted
 */
public record MixDocument(MixProblem problem, List<String> notes) {
    private static final BigDecimal NEARLY = new BigDecimal("0.000001");

    public MixDocument {
        notes = List.copyOf(notes);
    }

    /** Reads {@code path}, which draws on nothing beside itself. */
    public static MixDocument read(Path path) {
        return read(path, MixInputs.none(new Devices(List.of(), Map.of())));
    }

    /** Reads {@code path}; shapes that state no throughput are looked up in {@code inputs}. */
    public static MixDocument read(Path path, MixInputs inputs) {
        Mapping top = YamlSource.read(path);
        if (top.has("shapes") || top.has("buckets")) {
            return ServiceSection.of(top, path, inputs);
        }
        if (!inputs.requests().isEmpty()) {
            throw top.wrong(
                    "",
                    "a table of rates says how many requests come; recorded requests are for a document of shapes"
                            + " with profiles.",
                    "Maybe --rates FILE.csv.");
        }
        return table(top);
    }

    private static MixDocument table(Mapping top) {
        top.allow(
                "total_request_rate",
                "workload_distribution",
                "rates",
                "gpus",
                "gpu_info",
                "utilisation_limit",
                "whole_slices",
                "slice_factor",
                "currency");
        List<String> notes = new ArrayList<>();
        List<List<BigDecimal>> rates = rates(top, notes);
        Currency currency = top.currency();
        Mapping machines = top.has("gpu_info") ? top.section("gpu_info") : top.section("gpus");
        List<MixProblem.Shape> shapes = new ArrayList<>();
        for (String name : machines.keys()) {
            shapes.add(shape(name, machines.section(name), currency, rates));
        }
        OptionalInt slices = slices(top, notes);
        return new MixDocument(
                top.build(() -> new MixProblem(buckets(rates), shapes, utilisationLimit(top), slices)), notes);
    }

    /** Requests a second of each cell. */
    private static List<List<BigDecimal>> rates(Mapping top, List<String> notes) {
        if (top.has("rates")) {
            if (top.has("workload_distribution") || top.has("total_request_rate")) {
                throw top.wrong(
                        "rates",
                        "rates are stated either as rates or as workload_distribution with total_request_rate.",
                        "Maybe keep one of them.");
            }
            return notNegative(top, "rates");
        }
        BigDecimal total = top.amount("total_request_rate");
        List<List<BigDecimal>> shares = notNegative(top, "workload_distribution");
        BigDecimal sum = shares.stream().flatMap(List::stream).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.subtract(BigDecimal.ONE).abs().compareTo(NEARLY) > 0) {
            notes.add("workload_distribution adds up to "
                    + sum.stripTrailingZeros().toPlainString()
                    + ", not to 1; it is taken as it stands: "
                    + sum.multiply(total).stripTrailingZeros().toPlainString() + " requests a second.");
        }
        return shares.stream()
                .map(row -> row.stream().map(total::multiply).toList())
                .toList();
    }

    private static List<List<BigDecimal>> notNegative(Mapping section, String key) {
        List<List<BigDecimal>> rows = section.matrix(key);
        for (List<BigDecimal> row : rows) {
            for (BigDecimal value : row) {
                if (value.signum() < 0) {
                    throw section.wrong(key, key + " has " + value.toPlainString() + ", but cannot be negative.", "");
                }
            }
        }
        return rows;
    }

    private static List<MixProblem.Bucket> buckets(List<List<BigDecimal>> rates) {
        List<MixProblem.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            for (int j = 0; j < rates.get(i).size(); j++) {
                buckets.add(new MixProblem.Bucket(
                        i, j, "[" + i + "," + j + "]", rates.get(i).get(j).doubleValue()));
            }
        }
        return buckets;
    }

    private static MixProblem.Shape shape(
            String name, Mapping section, Currency currency, List<List<BigDecimal>> rates) {
        section.allow("cost_per_hour", "cost", "max_requests_per_second", "tputs", "stock");
        String key = section.has("tputs") ? "tputs" : "max_requests_per_second";
        List<List<BigDecimal>> throughputs = notNegative(section, key);
        int rows = rates.size();
        int columns = rates.get(0).size();
        if (throughputs.size() != rows || throughputs.get(0).size() != columns) {
            throw section.wrong(
                    key,
                    key + " of " + name + " has " + throughputs.size() + " × "
                            + throughputs.get(0).size() + " numbers, but the workload has " + rows + " × " + columns
                            + ".",
                    "Maybe rows and columns are swapped; write 0 where nothing can be served.");
        }
        List<Double> all = throughputs.stream()
                .flatMap(List::stream)
                .map(BigDecimal::doubleValue)
                .toList();
        String price = section.has("cost") ? "cost" : "cost_per_hour";
        return section.build(() -> new MixProblem.Shape(name, section.price(price, currency), all, stock(section)));
    }

    static OptionalInt stock(Mapping section) {
        if (!section.has("stock")) {
            return OptionalInt.empty();
        }
        int stock = section.whole("stock");
        if (stock < 0) {
            throw section.wrong("stock", "stock is " + stock + ", but cannot be negative.", "");
        }
        return OptionalInt.of(stock);
    }

    static double utilisationLimit(Mapping top) {
        BigDecimal limit = top.number("utilisation_limit", BigDecimal.ONE);
        if (limit.signum() <= 0 || limit.compareTo(BigDecimal.ONE) > 0) {
            throw top.wrong(
                    "utilisation_limit",
                    "utilisation_limit is " + limit.toPlainString() + ", but must be above 0 and at most 1.",
                    "Maybe 0.8, to plan for 80 % of what was measured.");
        }
        return limit.doubleValue();
    }

    /** {@code whole_slices} is a count, or true for {@code slice_factor} (1 when that is not stated). */
    static OptionalInt slices(Mapping top, List<String> notes) {
        int factor = count(top, "slice_factor");
        if (!top.has("whole_slices")) {
            if (top.has("slice_factor")) {
                notes.add("slice_factor is not used: buckets are split freely, which never costs more."
                        + " whole_slices: true, or --slices " + factor + ", keeps slices whole.");
            }
            return OptionalInt.empty();
        }
        if (top.isFlag("whole_slices")) {
            return top.flag("whole_slices") ? OptionalInt.of(factor) : OptionalInt.empty();
        }
        return OptionalInt.of(count(top, "whole_slices"));
    }

    private static int count(Mapping top, String key) {
        int count = top.whole(key, 1);
        if (count < 1 || count > 1000) {
            throw top.wrong(key, key + " is " + count + ", but must be from 1 to 1000.", "Maybe 4.");
        }
        return count;
    }
}
