package dev.lepton.formats.documents;

import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.IdlePower;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.QuotaTree;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The GPUs of a simulation and whose they are, what {@code lepton simulate --fleet} reads as YAML.
 *
 * @param pools the types of GPU
 * @param quotas the tenants; {@link QuotaTree#FLAT} when none are named
 */
public record GpuFleetDocument(Pools pools, QuotaTree quotas) {
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private record Tenant(Mapping at, QuotaTree.Node node) {}

    /** Reads {@code path}. */
    public static GpuFleetDocument read(Path path) {
        return of(YamlSource.read(path));
    }

    private static GpuFleetDocument of(Mapping top) {
        top.allow("currency", "gpus", "tenants");
        Currency currency = top.currency();
        List<GpuPool> pools = top.each("gpus", type -> pool(type, currency));
        Pools all = top.build(() -> new Pools(pools));
        return new GpuFleetDocument(all, quotas(top, top.each("tenants", GpuFleetDocument::tenant)));
    }

    private static GpuPool pool(Mapping type, Currency currency) {
        type.allow(
                "gpu",
                "count",
                "price_per_gpu_hour",
                "watts",
                "idle_watts",
                "sleep_watts",
                "sleep_after_seconds",
                "wake_seconds");
        Price price = type.price("price_per_gpu_hour", currency);
        return type.build(
                () -> new GpuPool(type.text("gpu"), type.whole("count"), price, watts(type, "watts"), idle(type)));
    }

    private static Optional<BigDecimal> watts(Mapping type, String key) {
        return type.has(key) ? Optional.of(type.amount(key)) : Optional.empty();
    }

    private static Optional<IdlePower> idle(Mapping type) {
        for (String key : List.of("sleep_after_seconds", "wake_seconds")) {
            if (type.has(key) && !type.has("sleep_watts")) {
                throw type.wrong(key, key + " is given, but not sleep_watts.", "Maybe sleep_watts: 0.");
            }
        }
        if (type.has("sleep_watts") && !type.has("idle_watts")) {
            throw type.wrong("sleep_watts", "sleep_watts is given, but not idle_watts.", "Maybe add idle_watts.");
        }
        Optional<IdlePower.Sleep> sleep = watts(type, "sleep_watts")
                .map(w -> new IdlePower.Sleep(w, hours(type, "sleep_after_seconds"), hours(type, "wake_seconds")));
        return watts(type, "idle_watts").map(w -> new IdlePower(w, sleep));
    }

    private static double hours(Mapping type, String key) {
        return type.has(key) ? type.amount(key).doubleValue() / HOUR.doubleValue() : 0;
    }

    private static Tenant tenant(Mapping at) {
        at.allow("name", "parent", "quota", "weight", "borrow");
        String name = at.text("name");
        Optional<String> parent = at.has("parent") ? Optional.of(at.text("parent")) : Optional.empty();
        int quota = at.whole("quota", 0);
        Optional<Integer> ceiling = at.has("borrow") ? Optional.of(most(at, quota)) : Optional.empty();
        double weight = at.number("weight", BigDecimal.ONE).doubleValue();
        return new Tenant(at, at.build(() -> new QuotaTree.Node(name, parent, quota, weight, ceiling)));
    }

    private static int most(Mapping at, int quota) {
        int borrow = at.whole("borrow");
        if (borrow < 0) {
            throw at.wrong("borrow", "borrow is " + borrow + ", but cannot be negative.", "Maybe 0: nothing.");
        }
        return Math.addExact(quota, borrow);
    }

    private static QuotaTree quotas(Mapping top, List<Tenant> tenants) {
        Map<String, Tenant> byName = new HashMap<>();
        for (Tenant tenant : tenants) {
            if (byName.put(tenant.node().name(), tenant) != null) {
                throw tenant.at().wrong("name", "'" + tenant.node().name() + "' stands twice among the tenants.", "");
            }
        }
        for (Tenant tenant : tenants) {
            tenant.node().parent().filter(p -> !byName.containsKey(p)).ifPresent(p -> {
                throw tenant.at()
                        .wrong("parent", "parent is '" + p + "', which is no tenant.", "Maybe add it to the list.");
            });
        }
        try {
            return QuotaTree.of(tenants.stream().map(Tenant::node).toList());
        } catch (IllegalArgumentException e) {
            throw tenants.stream()
                    .filter(t -> above(t, byName, tenants.size()))
                    .findFirst()
                    .map(Tenant::at)
                    .orElse(top)
                    .wrong("", String.valueOf(e.getMessage()), "Maybe take out one parent of the cycle.");
        }
    }

    /** Whether {@code tenant} is above itself. */
    private static boolean above(Tenant tenant, Map<String, Tenant> byName, int most) {
        Optional<String> at = tenant.node().parent();
        for (int step = 0; step < most && at.isPresent(); step++) {
            if (at.get().equals(tenant.node().name())) {
                return true;
            }
            at = Optional.ofNullable(byName.get(at.get())).flatMap(t -> t.node().parent());
        }
        return false;
    }
}
