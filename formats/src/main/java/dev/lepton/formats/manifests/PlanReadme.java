package dev.lepton.formats.manifests;

import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.joint.Way;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text beside the files of a plan: which is what, what each name means, what is assumed, and what the files do not carry. */
final class PlanReadme {
    private final JointProblem problem;
    private final JointPlan plan;
    private final Backends backends;

    PlanReadme(JointProblem problem, JointPlan plan, Backends backends) {
        this.problem = problem;
        this.plan = plan;
        this.backends = backends;
    }

    String text(Collection<String> files) {
        List<String> lines = new ArrayList<>();
        lines.add("A plan of lepton as files. Nothing was applied: read them, set what is assumed, then apply them.");
        lines.add("");
        lines.add("Files");
        files.forEach(f -> lines.add("  " + f + ": " + what(f)));
        lines.add("");
        lines.add("Names");
        backends.all().forEach(b -> lines.add("  " + b.name() + ": " + oneLine(words(b))));
        lines.add("");
        lines.add("Assumed; change it where yours differs");
        assumed().forEach(a -> lines.add("  - " + a));
        List<String> not = notCarried();
        if (!not.isEmpty()) {
            lines.add("");
            lines.add("In the plan, but in none of these files");
            not.forEach(n -> lines.add("  - " + oneLine(n)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String what(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        String slot = name.contains("-") ? ", in the slot of its name" : "";
        if (name.startsWith("httproute")) {
            return "routing weights, Kubernetes Gateway API v1" + slot;
        }
        if (name.startsWith("envoy")) {
            return "the same weights for Envoy, as resources of route discovery v3" + slot;
        }
        return switch (name) {
            case "inferenceservice.yaml" -> "replicas, KServe v1beta1";
            case "scaledobject.yaml" -> "how many of them run, KEDA 2 with Prometheus";
            case "nodepool.yaml" -> "machines by place and terms, Karpenter v1";
            case "inventory.yaml" -> "machines of our own, Ansible";
            case "playbook.yaml" -> "their power limits and labels, Ansible";
            default -> "the whole service for SkyServe; instead of the other files, not besides them";
        };
    }

    private static String words(Backend b) {
        return b.need().work().name() + " on " + b.place().name() + (b.spot() ? " spot" : "") + ", "
                + b.way().settings().entrySet().stream()
                        .filter(e -> e.getKey() != Lever.REGION)
                        .map(e -> e.getValue())
                        .collect(Collectors.joining(", "))
                + "; replicas "
                + b.replicas().stream().map(String::valueOf).collect(Collectors.joining(" / "));
    }

    private List<String> assumed() {
        List<String> assumed = new ArrayList<>();
        if (!backends.all().isEmpty()) {
            assumed.addAll(List.of(
                    "A Gateway called '" + PlanFiles.GATEWAY + "'; each service under its name at " + PlanFiles.DOMAIN
                            + ".",
                    "Envoy's clusters have the names above.",
                    "A model that makes tokens and is named as on the Hugging Face hub is served by vLLM, which counts"
                            + " requests and tokens under its service's name; any other by an image at "
                            + PlanFiles.REGISTRY + " that counts http_requests_total with the label 'service'.",
                    "Prometheus at " + PlanFiles.PROMETHEUS + ".",
                    "A replica is added for each measured rate times the utilisation that was planned with; where a backend's share of the"
                            + " service differs between slots, KEDA is told that of its busiest slot, or, where by_hour says which slot is when, that of the hour; a cron trigger (UTC)"
                            + " then keeps each span's replicas ready.",
                    "SkyServe knows one set of arguments for all replicas: those of the backend that answers most."
                            + " It may call accelerators otherwise than the profiles do.",
                    "KServe 0.16 or later; before it the mode 'Standard' was called 'RawDeployment'."));
        }
        if (backends.apart()) {
            assumed.add("One cluster in each region; Services of other clusters are reached as ServiceImports of the"
                    + " multi-cluster API, so export them there.");
        }
        if (backends.byService().values().stream()
                .anyMatch(
                        b -> b.stream().anyMatch(x -> x.need().work().buckets().size() > 1))) {
            assumed.add("Something before the gateway sets the header " + Routes.HEADER
                    + " to the bucket's name; requests without it are split as all together are.");
        }
        backends.byService().forEach((service, of) -> {
            if (of.size() > HttpRoutes.MOST_TARGETS) {
                assumed.add("The Gateway API takes " + HttpRoutes.MOST_TARGETS + " backends in a rule; " + service
                        + " may have more in a slot. Envoy takes any number.");
            }
        });
        assumed.add("Karpenter's node class is called '" + PlanFiles.NODE_CLASS
                + "'. A commitment is bought at the provider; to Karpenter its machines are on-demand.");
        assumed.add("Slots have hours but no clock: at each change apply the routes of the slot that begins.");
        return assumed;
    }

    private List<String> notCarried() {
        Set<String> not = new LinkedHashSet<>();
        for (JointPlan.Fleet f : plan.fleet()) {
            Place place = problem.places().get(f.place());
            Supply supply = place.supplies().get(f.supply());
            if (!Playbook.owned(problem, f) && Cloud.of(place).isEmpty()) {
                not.add(f.peak() + " machines at " + place.name() + " on "
                        + supply.terms().word() + ": no node class of Karpenter is known there. Label them "
                        + PlanFiles.LABEL + "place=" + backends.places().of(place.name()) + ".");
            }
        }
        Set<String> caps = new TreeSet<>();
        for (JointPlan.Fleet f : plan.fleet()) {
            boolean capped = plan.serving().stream()
                    .map(s -> problem.ways().get(s.way()))
                    .anyMatch(w -> w.place().orElse(-1) == f.place()
                            && !w.settings()
                                    .getOrDefault(Lever.POWER_CAP, "not capped")
                                    .equals("not capped"));
            boolean set = Playbook.owned(problem, f)
                    && Playbook.cap(problem, plan, f.place()).isPresent();
            if (capped && !set) {
                caps.add("Power limits at " + problem.places().get(f.place()).name() + ".");
            }
        }
        not.addAll(caps);
        for (JointPlan.Chosen c : plan.chosen()) {
            Way way = problem.ways().get(c.way());
            not.add(problem.works().get(way.work()).name() + ": "
                    + String.join(", ", way.settings().values()) + ".");
        }
        return List.copyOf(not);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
