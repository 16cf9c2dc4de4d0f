package dev.lepton.formats.placement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.billing.MigProfile;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.csv.Refused;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GPU cut into instances of one MIG profile. Compute and memory are cut apart, into seven and eight slices (four and four on
 * A30), and an instance takes some of each: there are as many as both have room for. Profiles, their slices and the number of
 * instances are those of NVIDIA's MIG User Guide, "Supported MIG Profiles"
 * (docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html): A30; A100 40 GB; A100 and H100 80 GB; H100 94 GB;
 * H100 on GH200 and H20, 96 GB; H200; B200 and GB200.
 *
 * <p>Modelled is a node whose every GPU is cut into the same profile. A mix of profiles on a node, whole GPUs beside cut
 * ones, and more than one instance for a pod are refused.
 *
 * @param profile for instance {@code 1g.10gb}
 * @param perGpu instances that one GPU has room for
 * @param instances of the node, or asked for
 */
record MigCut(String profile, int perGpu, int instances) {
    private static final String RESOURCE = "nvidia.com/mig-";
    private static final String MEMORY = "nvidia.com/gpu.memory";
    private static final Pattern SIZE = Pattern.compile("(\\d{2,3})GB", Pattern.CASE_INSENSITIVE);

    /** GB of the GPUs whose product is named without them. */
    private static final Map<String, Integer> NAMED =
            Map.of("A30", 24, "H200", 141, "B200", 180, "GH200", 96, "H20", 96);

    /**
     * How GPUs of one size are cut.
     *
     * @param memory slices of memory of a whole GPU; compute has one less, or as many where there are four
     * @param slices of memory, by profile
     */
    private record Cutting(int memory, Map<String, Integer> slices) {
        int instances(String profile) {
            int compute = Character.digit(profile.charAt(0), 10);
            int all = memory == 4 ? 4 : 7;
            return Math.min(all / compute, memory / slices.getOrDefault(profile, memory));
        }
    }

    /** By GB of the whole GPU. */
    private static final Map<Integer, Cutting> CUTTINGS = Map.of(
            24, new Cutting(4, Map.of("1g.6gb", 1, "2g.12gb", 2, "4g.24gb", 4)),
            40, eighths("1g.5gb", "1g.10gb", "2g.10gb", "3g.20gb", "4g.20gb", "7g.40gb"),
            80, eighths("1g.10gb", "1g.20gb", "2g.20gb", "3g.40gb", "4g.40gb", "7g.80gb"),
            94, eighths("1g.12gb", "1g.24gb", "2g.24gb", "3g.47gb", "4g.47gb", "7g.94gb"),
            96, eighths("1g.12gb", "1g.24gb", "2g.24gb", "3g.48gb", "4g.48gb", "7g.96gb"),
            141, eighths("1g.18gb", "1g.35gb", "2g.35gb", "3g.71gb", "4g.71gb", "7g.141gb"),
            180, eighths("1g.23gb", "1g.45gb", "2g.45gb", "3g.90gb", "4g.90gb", "7g.180gb"));

    private static Cutting eighths(String one, String oneWide, String two, String three, String four, String seven) {
        return new Cutting(8, Map.of(one, 1, oneWide, 2, two, 2, three, 4, four, 4, seven, 8));
    }

    /** Instances of {@code profile} on a GPU, on the size with the most where several have it; 0 when none has. */
    private static int perGpu(String profile) {
        int most = 0;
        for (Cutting cutting : CUTTINGS.values()) {
            most = Math.max(most, cutting.slices().containsKey(profile) ? cutting.instances(profile) : 0);
        }
        return most;
    }

    /**
     * The one profile among {@code resources}; empty when there is none.
     *
     * @throws Refused if it is no known profile, or there are several
     */
    static Optional<MigCut> of(JsonNode resources) {
        Optional<MigCut> found = Optional.empty();
        for (Map.Entry<String, JsonNode> e : resources.properties()) {
            if (!e.getKey().contains("/mig-")) {
                continue;
            }
            int instances = Quantity.count(resources, e.getKey());
            if (instances == 0) {
                continue;
            }
            String name = e.getKey().startsWith(RESOURCE)
                    ? MigProfile.parse(e.getKey()).map(MigProfile::name).orElse("")
                    : "";
            int perGpu = perGpu(name);
            if (perGpu == 0) {
                throw Refused.value(Reason.UNKNOWN_VALUE, "MIG profile", e.getKey());
            }
            if (found.isPresent()) {
                throw Refused.value(
                        Reason.UNKNOWN_VALUE,
                        "MIG profiles, of which one is modelled",
                        found.get().profile + "' and '" + name);
            }
            found = Optional.of(new MigCut(name, perGpu, instances));
        }
        return found;
    }

    /**
     * The GPUs that the instances of a node with these labels are of.
     *
     * @throws Refused if its GPUs have no such profile, or room for another number of it than GPUs of other sizes, by which the
     *     parts that pods ask for are reckoned
     */
    int gpus(Map<String, String> labels, String product) {
        Optional<Integer> gb = gigabytes(labels, product);
        Optional<Cutting> cutting = gb.map(CUTTINGS::get);
        if (cutting.isPresent()) {
            String of = "MIG profile of GPUs of " + gb.get() + " GB";
            if (!cutting.get().slices().containsKey(profile)) {
                throw Refused.value(Reason.UNKNOWN_VALUE, of, profile);
            }
            int here = cutting.get().instances(profile);
            if (here != perGpu) {
                throw new Refused(
                        Reason.OUT_OF_RANGE,
                        of + " is '" + profile + "', of which there are " + here + " to a GPU; modelled are the "
                                + perGpu + " of larger ones");
            }
        }
        if (instances % perGpu != 0) {
            throw Refused.value(
                    Reason.OUT_OF_RANGE, "nvidia.com/mig-" + profile, instances + "', no multiple of '" + perGpu);
        }
        return instances / perGpu;
    }

    /** What is in no instance of a GPU whose model is {@link #model}; empty when nothing is. */
    static Optional<String> idle(String model) {
        String profile = model.startsWith(Requirement.CUT_GPU) ? model.substring(Requirement.CUT_GPU.length()) : "";
        for (Cutting cutting : CUTTINGS.values()) {
            if (cutting.slices().containsKey(profile) && cutting.instances(profile) == perGpu(profile)) {
                int compute = cutting.memory() == 4 ? 4 : 7;
                int idle = compute - cutting.instances(profile) * Character.digit(profile.charAt(0), 10);
                int memory = cutting.memory()
                        - cutting.instances(profile) * cutting.slices().getOrDefault(profile, 0);
                return idle + memory == 0
                        ? Optional.empty()
                        : Optional.of("of GPUs cut into " + profile + ", " + idle + " of " + compute
                                + " compute slices and " + memory + " of " + cutting.memory()
                                + " memory slices are in no instance; they count as allocated with the instances.");
            }
        }
        return Optional.empty();
    }

    /** GB of a whole GPU: by the label of its memory, MiB, the nearest size; else as the product's name says. */
    private static Optional<Integer> gigabytes(Map<String, String> labels, String product) {
        String memory = labels.getOrDefault(MEMORY, "");
        if (memory.matches("[0-9]{4,7}")) {
            double gb = Integer.parseInt(memory) / 1024.0;
            return CUTTINGS.keySet().stream().min(Comparator.comparingDouble(size -> Math.abs(size - gb)));
        }
        Matcher size = SIZE.matcher(product);
        if (size.find()) {
            return Optional.of(Integer.parseInt(size.group(1)));
        }
        for (String word : product.split("[^A-Za-z0-9]+", -1)) {
            Integer named = NAMED.get(word);
            if (named != null) {
                return Optional.of(named);
            }
        }
        return Optional.empty();
    }

    /** What stands for the GPU model, on nodes and in what pods accept. */
    String model() {
        return Requirement.CUT_GPU + profile;
    }

    /** Thousandths of a GPU in an instance. */
    int milli() {
        return Requirement.WHOLE_GPU / perGpu;
    }
}
