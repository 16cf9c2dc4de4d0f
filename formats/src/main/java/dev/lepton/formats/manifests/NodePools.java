package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import dev.lepton.core.plan.joint.Way;

/**
 * Machines of a cloud as NodePool of Karpenter ({@code karpenter.sh/v1}), one for each place and terms, no larger than the plan's. A commitment is a matter
 * of the bill: its machines are on-demand ones to Karpenter, and are filled first.
 */
final class NodePools {
    private NodePools() {}

    static ObjectNode of(JointProblem problem, JointPlan plan, JointPlan.Fleet fleet, String pool, Cloud cloud) {
        Place place = problem.places().get(fleet.place());
        Supply supply = place.supplies().get(fleet.supply());
        String terms = supply.terms().word();
        ObjectNode object = Documents.object("karpenter.sh/v1", "NodePool", pool + "-" + terms);
        ObjectNode spec = object.putObject("spec");
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata")
                .putObject("labels")
                .put(PlanFiles.LABEL + "place", pool)
                .put(PlanFiles.LABEL + "interruptible", String.valueOf(supply.interruptible()))
                .put(PlanFiles.LABEL + "terms", terms);
        ObjectNode node = template.putObject("spec");
        node.putObject("nodeClassRef")
                .put("group", cloud.group())
                .put("kind", cloud.kind())
                .put("name", PlanFiles.NODE_CLASS);
        ArrayNode wanted = node.putArray("requirements");
        require(wanted, "karpenter.sh/capacity-type", supply.interruptible() ? "spot" : "on-demand");
        require(wanted, "node.kubernetes.io/instance-type", place.machine());
        require(wanted, "topology.kubernetes.io/region", place.region());
        int machines = atOnce(problem, plan, fleet);
        ObjectNode limits = spec.putObject("limits").put("nodes", String.valueOf(machines));
        place.device()
                .ifPresent(d ->
                        limits.put(InferenceServices.resource(d), String.valueOf((long) machines * place.devices())));
        spec.putObject("disruption").put("consolidationPolicy", "WhenEmpty").put("consolidateAfter", "10m");
        spec.put("weight", weight(supply.terms()));
        return object;
    }

    private static void require(ArrayNode requirements, String key, String value) {
        requirements
                .addObject()
                .put("key", key)
                .put("operator", "In")
                .putArray("values")
                .add(value);
    }

    /** What is paid anyway goes first. */
    private static int weight(Terms terms) {
        return switch (terms) {
            case Terms.Owned o -> 100;
            case Terms.Commitment c -> 90;
            case Terms.Spot s -> 50;
            case Terms.OnDemand o -> 10;
        };
    }

    /** Most machines that run together: whole ones, and those of each run or thing kept that takes machines for a time. */
    static int atOnce(JointProblem problem, JointPlan plan, JointPlan.Fleet fleet) {
        Place place = problem.places().get(fleet.place());
        boolean parts = fleet.partHours().stream().anyMatch(h -> h > 0);
        boolean spot = place.supplies().get(fleet.supply()).interruptible();
        int besides = 0;
        for (JointPlan.Chosen c : plan.chosen()) {
            Way way = problem.ways().get(c.way());
            boolean here = way.place().orElse(-1) == fleet.place();
            boolean forATime = way.how() instanceof Way.How.Keep keep
                    ? !spot && keep.share().stream().anyMatch(s -> s > 0 && s < 1)
                    : c.on() == (spot ? JointPlan.Machines.SPOT : JointPlan.Machines.HOURLY);
            besides += parts && here && forATime ? (int) Math.ceil(way.devices() / place.devices()) : 0;
        }
        return fleet.peak() + besides;
    }
}
