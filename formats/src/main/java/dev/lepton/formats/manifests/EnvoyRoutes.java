package dev.lepton.formats.manifests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Routing weights as Envoy takes them from a file: resources of route discovery (v3) with {@code weighted_clusters}. */
final class EnvoyRoutes {
    private EnvoyRoutes() {}

    static ObjectNode of(List<Routes> all) {
        ObjectNode file = Documents.node();
        ArrayNode resources = file.putArray("resources");
        for (Routes routes : all) {
            ObjectNode configuration = resources.addObject();
            configuration.put("@type", "type.googleapis.com/envoy.config.route.v3.RouteConfiguration");
            configuration.put("name", routes.service());
            ObjectNode host = configuration.putArray("virtual_hosts").addObject();
            host.put("name", routes.service());
            host.putArray("domains").add(routes.service() + "." + PlanFiles.DOMAIN);
            ArrayNode rules = host.putArray("routes");
            routes.rules().forEach(r -> put(rules.addObject(), r));
        }
        return file;
    }

    private static void put(ObjectNode route, Routes.Rule from) {
        ObjectNode match = route.putObject("match");
        match.put("prefix", "/");
        from.bucket().ifPresent(b -> {
            ObjectNode header = match.putArray("headers").addObject();
            header.put("name", Routes.HEADER);
            header.putObject("string_match").put("exact", b);
        });
        ArrayNode clusters =
                route.putObject("route").putObject("weighted_clusters").putArray("clusters");
        from.targets()
                .forEach(t ->
                        clusters.addObject().put("name", t.backend().name()).put("weight", t.weight()));
    }
}
