package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.catalog.Terms;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.source.PowerCapSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Machines of our own: an inventory and a playbook of Ansible that sets their power limits and labels them for the replicas that go there. */
final class Playbook {
    private Playbook() {}

    static boolean owned(JointProblem problem, JointPlan.Fleet fleet) {
        return problem.places()
                        .get(fleet.place())
                        .supplies()
                        .get(fleet.supply())
                        .terms()
                instanceof Terms.Owned;
    }

    /** The machines of the plan by place. */
    static ObjectNode inventory(JointProblem problem, JointPlan plan, Names places) {
        ObjectNode inventory = Documents.node();
        ObjectNode groups = inventory.putObject("all").putObject("children");
        for (JointPlan.Fleet fleet : plan.fleet()) {
            if (!owned(problem, fleet)) {
                continue;
            }
            Place place = problem.places().get(fleet.place());
            String pool = places.of(place.name());
            ObjectNode group = groups.putObject(pool.replace('-', '_'));
            ObjectNode hosts = group.putObject("hosts");
            for (int i = 1; i <= fleet.peak(); i++) {
                hosts.putObject(pool + "-" + i);
            }
            ObjectNode vars = group.putObject("vars");
            vars.put("lepton_place", pool);
            vars.put("lepton_machine", place.machine());
            place.device().ifPresent(d -> vars.put("lepton_device", d).put("lepton_devices", place.devices()));
            OptionalInt cap = cap(problem, plan, fleet.place());
            if (cap.isPresent()) {
                vars.put("lepton_power_limit_watts", cap.getAsInt());
            }
        }
        return inventory;
    }

    /** The one power limit of all that runs in {@code place}; empty when some of it has none, or another. */
    static OptionalInt cap(JointProblem problem, JointPlan plan, int place) {
        List<OptionalInt> caps = Stream.concat(
                        plan.serving().stream().map(JointPlan.Serving::way),
                        plan.chosen().stream().map(JointPlan.Chosen::way))
                .map(problem.ways()::get)
                .filter(w -> w.place().orElse(-1) == place)
                .map(Playbook::cap)
                .distinct()
                .toList();
        return caps.size() == 1 ? caps.get(0) : OptionalInt.empty();
    }

    private static OptionalInt cap(Way way) {
        return PowerCapSource.watts(way.settings().getOrDefault(Lever.POWER_CAP, ""));
    }

    /** What is done on each of them. */
    static ArrayNode playbook() {
        ArrayNode plays = JsonNodeFactory.instance.arrayNode();
        ObjectNode play = plays.addObject();
        play.put("name", "Machines of our own, as the plan has them").put("hosts", "all");
        ArrayNode tasks = play.putArray("tasks");
        ObjectNode persistence = task(tasks, "Keep the driver loaded, so that a power limit lasts", "nvidia-smi -pm 1");
        persistence.put("become", true).put("when", "lepton_power_limit_watts is defined");
        ObjectNode limit =
                task(tasks, "Limit the power of each device", "nvidia-smi -pl {{ lepton_power_limit_watts }}");
        limit.put("become", true).put("when", "lepton_power_limit_watts is defined");
        ObjectNode label = task(
                tasks,
                "Label the node, so that the plan's replicas find it",
                "kubectl label node {{ inventory_hostname }} --overwrite " + PlanFiles.LABEL
                        + "place={{ lepton_place }} " + PlanFiles.LABEL + "interruptible=false " + PlanFiles.LABEL
                        + "terms=owned");
        label.put("delegate_to", "localhost");
        return plays;
    }

    private static ObjectNode task(ArrayNode tasks, String name, String command) {
        ObjectNode task = tasks.addObject();
        task.put("name", name);
        task.putObject("ansible.builtin.command").put("cmd", command);
        task.put("changed_when", false);
        return task;
    }
}
