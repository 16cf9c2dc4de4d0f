package dev.lepton.formats.placement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lepton.core.billing.MigProfile;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.csv.Refused;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A GPU cut into instances of one MIG profile, as many as there are valid positions for (NVIDIA, MIG User Guide, "Supported
 * MIG Profiles"): an instance is that part of the GPU.
 *
 * <p>Modelled is a node whose every GPU is cut into the same profile. A mix of profiles on a node, whole GPUs beside cut
 * ones, and more than one instance for a pod are refused.
 *
 * @param profile for instance {@code 1g.10gb}
 * @param perGpu instances that one GPU has positions for
 * @param instances of the node, or asked for
 */
record MigCut(String profile, int perGpu, int instances) {
    private static final String RESOURCE = "nvidia.com/mig-";

    /** Positions by compute slices and by profile: A30; A100 40 GB; A100 and H100 80 GB; H100 94 and 96 GB; H200; B200. */
    private static final Map<String, Integer> POSITIONS = positions();

    private static Map<String, Integer> positions() {
        Map<String, Integer> all = new HashMap<>();
        put(all, 4, "1g.6gb");
        put(all, 2, "2g.12gb");
        put(all, 1, "4g.24gb");
        put(all, 7, "1g.5gb", "1g.10gb", "1g.12gb", "1g.18gb", "1g.23gb");
        put(all, 4, "1g.20gb", "1g.24gb", "1g.35gb", "1g.45gb");
        put(all, 3, "2g.10gb", "2g.20gb", "2g.24gb", "2g.35gb", "2g.45gb");
        put(all, 2, "3g.20gb", "3g.40gb", "3g.47gb", "3g.48gb", "3g.71gb", "3g.90gb");
        put(all, 1, "4g.20gb", "4g.40gb", "4g.47gb", "4g.48gb", "4g.71gb", "4g.90gb");
        put(all, 1, "7g.40gb", "7g.80gb", "7g.94gb", "7g.96gb", "7g.141gb", "7g.180gb");
        return Map.copyOf(all);
    }

    private static void put(Map<String, Integer> all, int perGpu, String... profiles) {
        for (String profile : profiles) {
            all.put(profile, perGpu);
        }
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
            Integer perGpu = POSITIONS.get(name);
            if (perGpu == null) {
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

    /** The GPUs that the node's instances are of. */
    int gpus() {
        if (instances % perGpu != 0) {
            throw Refused.value(
                    Reason.OUT_OF_RANGE, "nvidia.com/mig-" + profile, instances + "', no multiple of '" + perGpu);
        }
        return instances / perGpu;
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
