package dev.lepton.app.wiring;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.Share;
import dev.lepton.core.billing.Units;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.ledger.store.Kind;
import dev.lepton.report.model.Waster;
import dev.lepton.report.model.Wasters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who held most without using it: jobs where jobs are known, else controllers. */
final class WasteQuery {
    private static final int TOP = 10;

    private final Session session;
    private final CostQuestion question;
    private final Confidence confidence;

    WasteQuery(Session session, CostQuestion question, Confidence confidence) {
        this.session = session;
        this.question = question;
        this.confidence = confidence;
    }

    Wasters wasters() {
        boolean jobs = !session.facts().manifest().of(Kind.JOBS).isEmpty();
        List<String> keys =
                jobs ? List.of("job", "team", "device") : List.of("namespace", "controller", "team", "device");
        CostAnswer answer = session.costs().ask(question.groupedBy(keys));
        List<CostLine> wasting = answer.lines().stream()
                .filter(l ->
                        l.kind() == CostLine.Kind.WORKLOAD && !l.sum().unused().isZero())
                .sorted(Comparator.comparing((CostLine l) -> l.sum().unused()).reversed())
                .toList();
        Money wasted = Money.sum(wasting.stream().map(l -> l.sum().unused()).toList(), answer.currency());
        List<Waster> top = new ArrayList<>();
        for (CostLine line : wasting.stream().limit(TOP).toList()) {
            top.add(waster(line, jobs));
        }
        return new Wasters(top, wasting.size(), wasted);
    }

    private Waster waster(CostLine line, boolean jobs) {
        List<String> key = line.key();
        String name = jobs ? "job " + key.get(0) : key.get(0) + "/" + key.get(1);
        String team = key.get(key.size() - 2);
        String device = key.get(key.size() - 1);
        Share gpu = line.share(Resource.GPU);
        Optional<BigDecimal> utilisation = gpu.measured().signum() == 0
                ? Optional.empty()
                : Optional.of(new BigDecimal(gpu.quantities().used())
                        .divide(new BigDecimal(gpu.measured()), 4, RoundingMode.HALF_EVEN));
        String why = jobs ? "job=" + key.get(0) : "namespace=" + key.get(0) + ",controller=" + key.get(1);
        return new Waster(
                name,
                team.startsWith("__") ? Optional.empty() : Optional.of(team),
                device.startsWith("__") ? "no accelerator" : device,
                Units.hours(Resource.GPU, gpu.quantities().allocated()),
                utilisation,
                line.sum().allocated(),
                line.sum().unused(),
                drawn() ? Confidence.GUESS : confidence,
                why);
    }

    private boolean drawn() {
        return session.facts().manifest().of(Kind.JOBS).stream()
                .anyMatch(s -> s.notes().stream().anyMatch(n -> n.contains("drawn")));
    }
}
