package dev.lepton.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.FilterParser;
import dev.lepton.core.billing.Sharing.Rule;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.TestWorkspace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The aggregation cases of OpenCost's {@code TestAllocationSet_AggregateBy}: two clusters, twelve containers in nine pods,
 * active 82, idle 30, total 112. The facts of its mock are written as samples and fleet, so that its costs come out.
 */
final class OpenCostTopologyTest {
    private static final Window DAY =
            new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"));

    @TempDir
    private Path dir;

    private TestWorkspace test;
    private Costs costs;

    @BeforeEach
    void setUp() {
        test = new TestWorkspace(dir);
        test.usage("usage.csv", samples());
        // One unit of each resource for the day is a dollar. Cluster 1 has 11 cores for its 6, 31 GiB for its 16, and
        // so on.
        costs = test.costs(
                List.of(
                        TestWorkspace.asset(
                                "c1nodes", "cluster1", DAY, new String[] {"11", "31", "6"}, daily("11", "31", "6")),
                        TestWorkspace.asset(
                                "c2nodes", "cluster2", DAY, new String[] {"11", "11", "6"}, daily("11", "11", "6"))),
                new Tariffs(
                        Optional.of(Price.usd("1", "24")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Price.usd("1")),
                        Optional.of(Price.usd("1", "24"))));
    }

    @AfterEach
    void tearDown() {
        test.close();
    }

    @Test
    void byNamespace() {
        assertEquals(
                Map.of("namespace1", "28.00", "namespace2", "36.00", "namespace3", "18.00", "__idle__", "30.00"),
                by("namespace"));
        assertEquals(
                "112",
                costs.ask(CostQuestion.by(List.of("namespace")))
                        .total()
                        .amount()
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .toPlainString());
    }

    @Test
    void byControllerKindAndLabel() {
        assertEquals(
                Map.of(
                        "deployment",
                        "42.00",
                        "daemonset",
                        "12.00",
                        "statefulset",
                        "12.00",
                        "__unallocated__",
                        "16.00",
                        "__idle__",
                        "30.00"),
                by("controllerKind"));
        assertEquals(
                Map.of("app1", "16.00", "app2", "24.00", "__unallocated__", "42.00", "__idle__", "30.00"),
                by("label:app"));
    }

    @Test
    void idleStaysWithItsCluster() {
        assertEquals(
                Map.of(
                        "cluster1/__idle__",
                        "20.00",
                        "cluster2/__idle__",
                        "10.00",
                        "cluster1/namespace1",
                        "28.00",
                        "cluster1/namespace2",
                        "18.00",
                        "cluster2/namespace2",
                        "18.00",
                        "cluster2/namespace3",
                        "18.00"),
                by("cluster", "namespace"));
    }

    @Test
    void idleSharedByWeight() {
        CostQuestion question = question("", Rule.WEIGHTED, Optional.empty(), Rule.NONE);
        assertEquals(
                Map.of("namespace1", "42.6875", "namespace2", "46.3125", "namespace3", "23.0000"), totals(question, 4));
    }

    @Test
    void oneNamespaceSharedOverTheOthers() {
        assertEquals(
                Map.of("namespace1", "37.00", "namespace2", "45.00", "__idle__", "30.00"),
                totals(question("", Rule.NONE, Optional.of("namespace:namespace3"), Rule.EVEN), 2));
        assertEquals(
                Map.of("namespace1", "35.875", "namespace2", "46.125", "__idle__", "30.000"),
                totals(question("", Rule.NONE, Optional.of("namespace:namespace3"), Rule.WEIGHTED), 3));
    }

    @Test
    void oneLabelSharedEvenly() {
        assertEquals(
                Map.of("namespace1", "17.33", "namespace2", "41.33", "namespace3", "23.33", "__idle__", "30.00"),
                totals(question("", Rule.NONE, Optional.of("label[app]:app1"), Rule.EVEN), 2));
    }

    @Test
    void aFilterTakesFromTheWholeWhatItNames() {
        assertEquals(
                Map.of("namespace1", "42.6875"),
                totals(question("namespace:\"namespace1\"", Rule.WEIGHTED, Optional.empty(), Rule.NONE), 4));
        assertEquals(
                Map.of("namespace2", "18.00", "namespace3", "18.00", "__idle__", "10.00"),
                totals(question("cluster:cluster2", Rule.NONE, Optional.empty(), Rule.NONE), 2));
        assertEquals(
                Map.of("namespace1", "12.00", "namespace2", "12.00"),
                totals(
                        question(
                                "cluster:cluster1+label[app]!:app1+controllerKind<~:dep",
                                Rule.NONE,
                                Optional.empty(),
                                Rule.NONE),
                        2));
    }

    private static CostQuestion question(String filter, Rule idle, Optional<String> shared, Rule sharedRule) {
        return new CostQuestion(
                Optional.of(DAY),
                List.of("namespace"),
                FilterParser.parse(filter),
                idle,
                shared.map(FilterParser::parse),
                sharedRule,
                CostQuestion.Basis.EFFECTIVE);
    }

    private Map<String, String> by(String... keys) {
        return totals(CostQuestion.by(List.of(keys)), 2);
    }

    private Map<String, String> totals(CostQuestion question, int decimals) {
        Map<String, String> totals = new TreeMap<>();
        for (CostLine line : costs.ask(question).lines()) {
            totals.put(
                    String.join("/", line.key()),
                    line.total()
                            .amount()
                            .setScale(decimals, RoundingMode.HALF_EVEN)
                            .toPlainString());
        }
        return totals;
    }

    private static String[] daily(String... dollars) {
        return java.util.Arrays.stream(dollars)
                .map(d -> new BigDecimal(d)
                        .divide(BigDecimal.valueOf(24), 40, RoundingMode.HALF_EVEN)
                        .toPlainString())
                .toArray(String[]::new);
    }

    private static String samples() {
        StringBuilder csv = new StringBuilder(
                "ts,seconds,cluster,node,namespace,pod,container,controller_kind,controller,labels,cpu_request,cpu_usage,"
                        + "ram_request_bytes,ram_usage_bytes,gpu_request,network_internet_bytes,storage_request_bytes,load_balancers\n");
        String[][] containers = {
            {"1", "1", "pod1", "1", "", "", "app=app1;env=env1"},
            {"1", "1", "pod-abc", "2", "deployment", "deployment1", ""},
            {"1", "1", "pod-def", "3", "deployment", "deployment1", ""},
            {"1", "2", "pod-ghi", "4", "deployment", "deployment2", "app=app2;env=env2"},
            {"1", "2", "pod-ghi", "5", "deployment", "deployment2", "app=app2;env=env2"},
            {"1", "2", "pod-jkl", "6", "daemonset", "daemonset1", ""},
            {"2", "2", "pod-mno", "4", "deployment", "deployment2", "app=app2"},
            {"2", "2", "pod-mno", "5", "deployment", "deployment2", "app=app2"},
            {"2", "2", "pod-pqr", "6", "daemonset", "daemonset1", ""},
            {"2", "3", "pod-stu", "7", "deployment", "deployment3", ""},
            {"2", "3", "pod-vwx", "8", "statefulset", "statefulset1", ""},
            {"2", "3", "pod-vwx", "9", "statefulset", "statefulset1", ""},
        };
        for (String[] c : containers) {
            long ram = (c[3].equals("1") ? 11L : 1L) << 30;
            csv.append("2026-11-01T00:00:00Z,86400,cluster")
                    .append(c[0])
                    .append(",c")
                    .append(c[0])
                    .append("nodes,namespace")
                    .append(c[1])
                    .append(',')
                    .append(c[2])
                    .append(",container")
                    .append(c[3])
                    .append(',')
                    .append(c[4])
                    .append(',')
                    .append(c[5])
                    .append(',')
                    .append(c[6])
                    .append(",1,1,")
                    .append(ram)
                    .append(',')
                    .append(ram)
                    .append(",1,")
                    .append(1L << 30)
                    .append(',')
                    .append(1L << 30)
                    .append(",1\n");
        }
        return csv.toString();
    }
}
