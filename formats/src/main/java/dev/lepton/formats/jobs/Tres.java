package dev.lepton.formats.jobs;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Resources;
import dev.lepton.formats.csv.Numbers;
import dev.lepton.formats.csv.Refused;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slurm's trackable resources, {@code billing=64,cpu=64,gres/gpu:a100=4,gres/gpu=4,mem=512G,node=1}.
 *
 * <p>GPUs are the untyped {@code gres/gpu} or, when only typed ones are listed, their sum; the model is the type when
 * there is but one. A slice of a MIG-divided GPU is listed by Slurm like a GPU and is counted so here. A job that holds
 * {@code gres/shard} or {@code gres/mps} and no whole GPU holds an unknown part of one: its GPUs are empty, not 0.
 */
record Tres(String column, Map<String, String> values) {
    private static final String GPU = "gres/gpu";
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final String UNITS = "KMGTPE";

    static Tres parse(String column, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1
                    || values.put(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip())
                            != null) {
                throw Refused.value(Reason.MALFORMED, column, text);
            }
        }
        return new Tres(column, values);
    }

    Resources resources() {
        return new Resources(gpus(), gpuModel(), amount("cpu"), memoryGib("mem"));
    }

    private Optional<BigDecimal> gpus() {
        Optional<BigDecimal> untyped = amount(GPU);
        if (untyped.isPresent()) {
            return untyped;
        }
        List<String> typed = typed();
        if (!typed.isEmpty()) {
            return Optional.of(
                    typed.stream().flatMap(name -> amount(name).stream()).reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        boolean part = values.keySet().stream().anyMatch(n -> n.startsWith("gres/shard") || n.startsWith("gres/mps"));
        return part ? Optional.empty() : Optional.of(BigDecimal.ZERO);
    }

    private Optional<String> gpuModel() {
        List<String> typed = typed();
        return typed.size() == 1 ? Optional.of(typed.get(0).substring(GPU.length() + 1)) : Optional.empty();
    }

    private List<String> typed() {
        return values.keySet().stream().filter(n -> n.startsWith(GPU + ":")).toList();
    }

    /** The plain number behind {@code name}. */
    Optional<BigDecimal> amount(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> parsed(name, value));
    }

    /** GiB behind {@code name}: {@code 512G}, {@code 1.50T}, {@code 4096K}; megabytes when it has no suffix. */
    Optional<BigDecimal> memoryGib(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> {
            int last = value.length() - 1;
            int unit = last < 0 ? -1 : UNITS.indexOf(Character.toUpperCase(value.charAt(last)));
            BigDecimal number = parsed(name, unit < 0 ? value : value.substring(0, last));
            int powers = (unit < 0 ? UNITS.indexOf('M') : unit) - UNITS.indexOf('G');
            return powers < 0 ? number.divide(KIBI.pow(-powers)) : number.multiply(KIBI.pow(powers));
        });
    }

    private BigDecimal parsed(String name, String value) {
        String where = column + ' ' + name;
        return Numbers.notNegative(where, Numbers.parse(where, value));
    }
}
