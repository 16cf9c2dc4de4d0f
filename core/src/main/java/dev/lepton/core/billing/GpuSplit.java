package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The price of a node taken apart into CPU, memory and accelerators.
 *
 * <p>Clouds price a machine whole, so the parts are a choice. Ways in order of trust: the accelerator's own price where a
 * list or the user gives one; what is left after the CPU and memory rates of the same provider's other machines
 * ({@link CpuRamRates}); a configured share. OpenCost's way, fixed ratios between the three, is there for comparison and
 * is taken only when it is asked for. A way that does not fit the node falls through to the next and says so.
 *
 * <p>"GPU" stands for accelerators of every kind.
 *
 * @param method the way that was taken
 * @param node what was taken apart
 * @param cpu price of all virtual CPUs for an hour
 * @param ram price of all memory for an hour
 * @param gpu price of all accelerators for an hour
 * @param working how it was got, one step a line, ways that did not fit first
 */
public record GpuSplit(Method method, Node node, Price cpu, Price ram, Price gpu, List<String> working) {
    /** A way to take a node's price apart. */
    public enum Method {
        EXPLICIT("the accelerator's own price"),
        REGRESSION("CPU and memory at the rates of machines without accelerators, the rest to the accelerators"),
        SHARE("a configured share to the accelerators"),
        OPENCOST("OpenCost's fixed price ratios");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        /** The way as a clause. */
        public String words() {
            return words;
        }
    }

    /**
     * A machine and its price.
     *
     * @param hourly price of the whole for an hour
     * @param vcpus virtual CPUs
     * @param memoryGib main memory, GiB
     * @param devices accelerators, fractions allowed
     */
    public record Node(Price hourly, BigDecimal vcpus, BigDecimal memoryGib, BigDecimal devices) {
        public Node {
            if (vcpus.signum() < 0 || memoryGib.signum() < 0 || devices.signum() < 0) {
                throw new IllegalArgumentException("A node has no negative parts: " + vcpus + " vCPU, " + memoryGib
                        + " GiB, " + devices + " accelerators.");
            }
            if (vcpus.signum() + memoryGib.signum() == 0) {
                throw new IllegalArgumentException("A node has virtual CPUs or memory.");
            }
        }
    }

    /** Hourly prices of one vCPU, one GiB and one accelerator that stand in OpenCost's configuration as ratios. */
    public record Ratios(BigDecimal cpu, BigDecimal ram, BigDecimal gpu) {
        /** OpenCost's defaults for AWS, Google and machines of one's own (opencost/opencost, configs/default.json). */
        public static final Ratios OPENCOST =
                new Ratios(new BigDecimal("0.031611"), new BigDecimal("0.004237"), new BigDecimal("0.95"));

        /** OpenCost's defaults for Azure (opencost/opencost, configs/azure.json). */
        public static final Ratios OPENCOST_AZURE =
                new Ratios(new BigDecimal("0.03900"), new BigDecimal("0.001917"), new BigDecimal("0.0428925"));

        public Ratios {
            if (cpu.signum() < 0 || ram.signum() < 0 || gpu.signum() < 0 || cpu.signum() + ram.signum() == 0) {
                throw new IllegalArgumentException("Ratios must not be negative: " + cpu + ", " + ram + ", " + gpu);
            }
        }

        /** The ratios OpenCost uses for {@code provider}. */
        public static Ratios of(String provider) {
            return provider.equals("azure") ? OPENCOST_AZURE : OPENCOST;
        }
    }

    /**
     * What is known beside the node.
     *
     * @param devicePrice the accelerator's own price for an hour
     * @param rates CPU and memory rates of the same provider and region
     * @param share the accelerators' share of the price when nothing better is known, 0 to 1
     * @param ratios OpenCost's ratios; they also part CPU from memory where no rates are known
     * @param openCost whether to take OpenCost's way
     */
    public record Knowledge(
            Optional<Price> devicePrice,
            Optional<CpuRamRates> rates,
            BigDecimal share,
            Ratios ratios,
            boolean openCost) {
        /** The accelerators' share of a node when nothing better is known. */
        public static final BigDecimal DEFAULT_SHARE = new BigDecimal("0.70");

        public Knowledge {
            if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("The accelerators' share is from 0 to 1, not " + share + ".");
            }
        }
    }

    /** A rest smaller than this share of the node's price is not believed to be what the accelerators cost. */
    private static final BigDecimal SMALLEST_SHARE = new BigDecimal("0.05");

    public GpuSplit {
        working = List.copyOf(working);
        BigDecimal sum = cpu.amount().add(ram.amount()).add(gpu.amount());
        if (sum.compareTo(node.hourly().amount()) != 0) {
            throw new IllegalArgumentException("The parts add up to " + sum + ", not to " + node.hourly() + ".");
        }
    }

    /** Takes the node's price apart; the parts add up to it exactly. */
    public static GpuSplit of(Node node, Knowledge known) {
        if (known.openCost()) {
            return byOpenCost(node, known.ratios());
        }
        List<String> steps = new ArrayList<>();
        if (node.devices().signum() == 0) {
            return withoutDevices(node, known, steps);
        }
        return explicit(node, known, steps)
                .or(() -> regression(node, known, steps))
                .orElseGet(() -> share(node, known, steps));
    }

    /** The price of one accelerator for an hour; empty when there is none. */
    public Optional<Price> perDevice() {
        return node.devices().signum() == 0 ? Optional.empty() : Optional.of(gpu.spreadOver(node.devices()));
    }

    /** The part's share of the node's price, 0 to 1; all zero for a node that costs nothing. */
    public BigDecimal share(Price part) {
        return node.hourly().amount().signum() == 0
                ? BigDecimal.ZERO
                : part.amount().divide(node.hourly().amount(), MathContext.DECIMAL128);
    }

    /** A cost of this node in the same proportions: what it adds up to is {@code cost} exactly. */
    public Map<Resource, Money> apply(Money cost) {
        List<BigDecimal> weights = List.of(cpu.amount(), ram.amount(), gpu.amount());
        List<Money> parts = node.hourly().amount().signum() == 0
                ? cost.split(List.of(node.vcpus(), node.memoryGib(), node.devices()))
                : cost.split(weights);
        return Map.of(Resource.CPU, parts.get(0), Resource.RAM, parts.get(1), Resource.GPU, parts.get(2));
    }

    private static Optional<GpuSplit> explicit(Node node, Knowledge known, List<String> steps) {
        if (known.devicePrice().isEmpty()) {
            return Optional.empty();
        }
        Price one = known.devicePrice().get();
        if (!one.currency().equals(node.hourly().currency())) {
            steps.add("The accelerator's own price is in " + one.currency() + ", the node's in "
                    + node.hourly().currency() + ": not used.");
            return Optional.empty();
        }
        BigDecimal all =
                one.perUnit().multiply(node.devices()).multiply(node.hourly().per());
        if (all.compareTo(node.hourly().amount()) > 0) {
            steps.add(node.devices().toPlainString() + " accelerators at their own price of " + shown(one.perUnit())
                    + " come to more than the node: not used.");
            return Optional.empty();
        }
        steps.add(node.devices().toPlainString() + " × " + shown(one.perUnit())
                + " an hour, the accelerator's own price; the rest to CPU and memory " + proportion(known) + ".");
        return Optional.of(rest(Method.EXPLICIT, node, all, known, steps));
    }

    private static Optional<GpuSplit> regression(Node node, Knowledge known, List<String> steps) {
        CpuRamRates rates = fitting(node, known).orElse(null);
        if (rates == null) {
            steps.add("No CPU and memory rates are known: too few machines without accelerators have a price there.");
            return Optional.empty();
        }
        BigDecimal per = node.hourly().per();
        BigDecimal cpu = rates.cpuHourly().multiply(node.vcpus()).multiply(per);
        BigDecimal ram = rates.ramHourly().multiply(node.memoryGib()).multiply(per);
        BigDecimal gpu = node.hourly().amount().subtract(cpu).subtract(ram);
        steps.add(ratesWords(rates) + ": " + node.vcpus().toPlainString() + " vCPU and "
                + node.memoryGib().toPlainString() + " GiB come to "
                + shown(rates.hourly(node.vcpus(), node.memoryGib())) + " an hour.");
        if (gpu.compareTo(node.hourly().amount().multiply(SMALLEST_SHARE)) < 0) {
            steps.add("That leaves " + shown(gpu.divide(per, MathContext.DECIMAL128)) + " of "
                    + shown(node.hourly().perUnit()) + " for the accelerators, which is not believable: not used.");
            return Optional.empty();
        }
        return Optional.of(
                new GpuSplit(Method.REGRESSION, node, like(node, cpu), like(node, ram), like(node, gpu), steps));
    }

    private static GpuSplit share(Node node, Knowledge known, List<String> steps) {
        steps.add(known.share().movePointRight(2).stripTrailingZeros().toPlainString()
                + " % to the accelerators by configuration; the rest to CPU and memory " + proportion(known) + ".");
        return rest(Method.SHARE, node, node.hourly().amount().multiply(known.share()), known, steps);
    }

    private static GpuSplit withoutDevices(Node node, Knowledge known, List<String> steps) {
        boolean rated = fitting(node, known).isPresent();
        steps.add("No accelerators; CPU and memory " + proportion(known) + ".");
        return rest(rated ? Method.REGRESSION : Method.OPENCOST, node, BigDecimal.ZERO, known, steps);
    }

    /** What OpenCost does when it knows a node's price only (pkg/costmodel, "ramMultiple"): parts in fixed ratios. */
    private static GpuSplit byOpenCost(Node node, Ratios ratios) {
        BigDecimal cpu = ratios.cpu().multiply(node.vcpus());
        BigDecimal ram = ratios.ram().multiply(node.memoryGib());
        BigDecimal gpu = ratios.gpu().multiply(node.devices());
        List<BigDecimal> parts = proportional(node.hourly().amount(), List.of(cpu, ram, gpu));
        String step = "vCPU : GiB : accelerator = " + ratios.cpu().toPlainString() + " : "
                + ratios.ram().toPlainString() + " : " + ratios.gpu().toPlainString() + ".";
        return new GpuSplit(
                Method.OPENCOST,
                node,
                like(node, parts.get(0)),
                like(node, parts.get(1)),
                like(node, parts.get(2)),
                List.of(step));
    }

    /** {@code gpu} of the price to the accelerators, the rest between CPU and memory. */
    private static GpuSplit rest(Method method, Node node, BigDecimal gpu, Knowledge known, List<String> steps) {
        List<BigDecimal> weights = fitting(node, known)
                .map(r -> List.of(
                        r.cpuHourly().multiply(node.vcpus()), r.ramHourly().multiply(node.memoryGib())))
                .orElseGet(() -> List.of(
                        known.ratios().cpu().multiply(node.vcpus()),
                        known.ratios().ram().multiply(node.memoryGib())));
        List<BigDecimal> parts = proportional(node.hourly().amount().subtract(gpu), weights);
        return new GpuSplit(method, node, like(node, parts.get(0)), like(node, parts.get(1)), like(node, gpu), steps);
    }

    /** The rates, unless they are in another currency or say nothing about what this node has. */
    private static Optional<CpuRamRates> fitting(Node node, Knowledge known) {
        return known.rates()
                .filter(r -> r.currency().equals(node.hourly().currency()))
                .filter(r -> r.hourly(node.vcpus(), node.memoryGib()).signum() > 0);
    }

    private static String proportion(Knowledge known) {
        return known.rates()
                .map(r -> "in proportion to " + ratesWords(r))
                .orElse("in OpenCost's ratio, " + known.ratios().cpu().toPlainString() + " a vCPU to "
                        + known.ratios().ram().toPlainString() + " a GiB");
    }

    private static String ratesWords(CpuRamRates rates) {
        return shown(rates.cpuHourly()) + " a vCPU and " + shown(rates.ramHourly()) + " a GiB an hour, fitted to "
                + rates.machines() + " machines without accelerators (median error "
                + rates.medianError().movePointRight(2).setScale(0, RoundingMode.HALF_EVEN) + " %)";
    }

    /** Parts of {@code whole} by weight that add up to it exactly; if no weight is positive the first takes it all. */
    private static List<BigDecimal> proportional(BigDecimal whole, List<BigDecimal> weights) {
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int scale = Math.max(Money.SCALE, whole.scale());
        List<BigDecimal> parts = new ArrayList<>();
        BigDecimal running = BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        for (BigDecimal weight : weights) {
            running = running.add(weight);
            BigDecimal upTo =
                    total.signum() == 0 ? whole : whole.multiply(running).divide(total, scale, RoundingMode.HALF_EVEN);
            parts.add(upTo.subtract(before));
            before = upTo;
        }
        return parts;
    }

    private static Price like(Node node, BigDecimal amount) {
        return new Price(amount, node.hourly().currency(), node.hourly().per());
    }

    private static String shown(BigDecimal amount) {
        return amount.setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }
}
