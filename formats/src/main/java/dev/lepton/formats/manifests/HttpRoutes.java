package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Routing weights as HTTPRoute of the Kubernetes Gateway API, version {@code gateway.networking.k8s.io/v1}. Where replicas are in several
 * regions, and so in several clusters, they are ServiceImports of the multi-cluster API (GEP-1748), else Services.
 */
final class HttpRoutes {
    /** Rules of one HTTPRoute: what the API allows. */
    private static final int MOST_RULES = 16;

    /** Backends of one rule: what the API allows. */
    static final int MOST_TARGETS = 16;

    private HttpRoutes() {}

    /** @param apart whether replicas of the plan are in several regions */
    static List<ObjectNode> of(Routes routes, boolean apart) {
        List<ObjectNode> objects = new ArrayList<>();
        for (int from = 0; from < routes.rules().size(); from += MOST_RULES) {
            String name = routes.service() + (from == 0 ? "" : "-" + (from / MOST_RULES + 1));
            ObjectNode route = Documents.object("gateway.networking.k8s.io/v1", "HTTPRoute", name);
            ObjectNode spec = route.putObject("spec");
            spec.putArray("parentRefs").addObject().put("name", PlanFiles.GATEWAY);
            spec.putArray("hostnames").add(routes.service() + "." + PlanFiles.DOMAIN);
            ArrayNode rules = spec.putArray("rules");
            routes.rules()
                    .subList(from, Math.min(from + MOST_RULES, routes.rules().size()))
                    .forEach(r -> put(rules.addObject(), r, apart));
            objects.add(route);
        }
        return objects;
    }

    private static void put(ObjectNode rule, Routes.Rule from, boolean apart) {
        ObjectNode match = rule.putArray("matches").addObject();
        match.putObject("path").put("type", "PathPrefix").put("value", "/");
        from.bucket()
                .ifPresent(b -> match.putArray("headers")
                        .addObject()
                        .put("type", "Exact")
                        .put("name", Routes.HEADER)
                        .put("value", b));
        ArrayNode targets = rule.putArray("backendRefs");
        for (Routes.Target target : from.targets()) {
            ObjectNode ref = targets.addObject();
            if (apart) {
                ref.put("group", "multicluster.x-k8s.io").put("kind", "ServiceImport");
            }
            ref.put("name", target.backend().name() + InferenceServices.APPENDED)
                    .put("port", 80)
                    .put("weight", target.weight());
        }
    }
}
