package dev.lepton.formats.manifests;

import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.plan.source.ServiceNeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Replicas that are set up alike in one place: what traffic is split between.
 *
 * @param name unique in the plan, and short enough for what KServe appends
 * @param service name of the service as Kubernetes takes it
 * @param pool name of its place as the label of machines has it
 * @param spot whether on machines that may be taken back
 * @param replicas in each slot
 * @param shares by slot, then by bucket: the part of the bucket's requests that comes here
 */
record Backend(
        String name,
        String service,
        String pool,
        ServiceNeed need,
        Way way,
        Place place,
        boolean spot,
        List<Integer> replicas,
        List<List<Double>> shares) {
    Backend {
        replicas = List.copyOf(replicas);
        shares = shares.stream().map(List::copyOf).toList();
    }

    /** The name of its model: the service's, or that of another form of it. */
    String model() {
        String variant = way.settings().getOrDefault(Lever.VARIANT, "");
        return need.otherForms().stream().anyMatch(variant::equalsIgnoreCase) ? variant : need.model();
    }

    int fewest() {
        return Collections.min(replicas);
    }

    int most() {
        return Collections.max(replicas);
    }

    /** The slot in which it has most replicas; the first of those. */
    int busiest() {
        return replicas.indexOf(most());
    }

    /** The largest share of the service that it has in a slot in which it has most replicas. */
    double largestShare() {
        double largest = 0;
        for (int t = 0; t < replicas.size(); t++) {
            largest = replicas.get(t) == most() ? Math.max(largest, share(t)) : largest;
        }
        return largest;
    }

    /** What of all requests of the service comes here in {@code slot}. */
    double share(int slot) {
        Work.Service work = need.work();
        double here = 0;
        double all = 0;
        for (int b = 0; b < work.buckets().size(); b++) {
            here += shares.get(slot).get(b) * work.rate(slot, b);
            all += work.rate(slot, b);
        }
        return all > 0 ? here / all : 0;
    }

    /** Requests (or tokens) a second that one replica is planned to answer, in its mixture of the busiest slot. */
    double planned() {
        Way.How.Serve serve = (Way.How.Serve) way.how();
        List<Double> rates = serve.rates();
        Work.Service work = need.work();
        double answered = 0;
        double time = 0;
        List<Double> able = new ArrayList<>();
        for (int b = 0; b < rates.size(); b++) {
            double rate = rates.get(b);
            double load = shares.get(busiest()).get(b) * work.rate(busiest(), b);
            if (rate > 0) {
                able.add(rate);
                answered += load;
                time += load / rate;
            }
        }
        double used = most() > 0 ? serve.carried(most(), work) / most() : work.utilisation();
        return used * (time > 0 ? answered / time : Collections.min(able));
    }
}
