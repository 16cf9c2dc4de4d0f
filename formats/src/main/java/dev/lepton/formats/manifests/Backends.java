package dev.lepton.formats.manifests;

import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.core.plan.source.ServiceNeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who serves in a plan, with names that fit wherever they go.
 *
 * @param slots names of the parts of the month, as files may have them
 * @param byService in the order of the plan
 */
record Backends(List<String> slots, Map<String, List<Backend>> byService, Names places) {
    /** KServe appends {@code -predictor}, and a pod's name ends in characters of its own. */
    private static final int LONGEST = 40;

    /** What a label's value may have. */
    private static final int LONGEST_LABEL = 63;

    static Backends of(PlanRequest request, JointProblem problem, JointPlan plan) {
        Names places = new Names(LONGEST_LABEL - "-on-demand".length());
        Names services = new Names(LONGEST);
        Names names = new Names(LONGEST);
        Names slots = new Names(LONGEST);
        Map<String, List<Backend>> byService = new LinkedHashMap<>();
        for (JointPlan.Serving s : plan.serving()) {
            Way way = problem.ways().get(s.way());
            ServiceNeed need = request.services().get(way.work());
            Place place = problem.places().get(way.place().orElseThrow());
            List<Backend> others =
                    byService.computeIfAbsent(services.of(need.work().name()), k -> new ArrayList<>());
            String name = names.of(need.work().name() + " "
                    + way.settings().getOrDefault(Lever.DEVICE, "") + (s.spot() ? " spot " : " ")
                    + (others.size() + 1));
            others.add(new Backend(
                    name,
                    services.of(need.work().name()),
                    places.of(place.name()),
                    need,
                    way,
                    place,
                    s.spot(),
                    s.replicas(),
                    here(s, plan)));
        }
        return new Backends(
                problem.slots().stream().map(t -> slots.of(t.name())).toList(), byService, places);
    }

    List<Backend> all() {
        return byService.values().stream().flatMap(List::stream).toList();
    }

    /** Whether they are in more than one region. */
    boolean apart() {
        return all().stream().map(b -> b.place().region()).distinct().count() > 1;
    }

    /** The way's shares, of which replicas that may be taken back have their part and the others theirs. */
    private static List<List<Double>> here(JointPlan.Serving s, JointPlan plan) {
        List<List<Double>> here = new ArrayList<>();
        for (int t = 0; t < s.replicas().size(); t++) {
            int slot = t;
            int all = plan.serving().stream()
                    .filter(o -> o.way() == s.way())
                    .mapToInt(o -> o.replicas().get(slot))
                    .sum();
            double part = all > 0 ? s.replicas().get(t) / (double) all : 0;
            here.add(s.shares().get(t).stream().map(share -> share * part).toList());
        }
        return here;
    }
}
