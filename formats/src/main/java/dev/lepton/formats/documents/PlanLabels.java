package dev.lepton.formats.documents;

import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.plan.source.LabelNeed;
import java.util.Currency;
import java.util.List;

/** The labels for training in a plan document. */
final class PlanLabels {
    private static final String PEOPLE = "people";

    private final Currency currency;

    PlanLabels(Currency currency) {
        this.currency = currency;
    }

    LabelNeed labels(Mapping l) {
        l.allow(
                "name",
                "worth_per_month",
                "labels_today",
                "method_today",
                "months",
                "price_per_label",
                "accuracy",
                "points");
        List<LabelNeed.Point> points = l.each("points", p -> point(l, p));
        l.positive("months");
        return l.build(() -> new LabelNeed(
                new Work.Choice(l.text("name"), PlanDocument.maybe(l, "worth_per_month")),
                l.whole("labels_today"),
                l.has("method_today") ? l.text("method_today") : PEOPLE,
                l.count("months", 1),
                PlanNeeds.accuracy(l),
                points));
    }

    private LabelNeed.Point point(Mapping all, Mapping p) {
        p.allow("labels", "method", "price_per_label", "accuracy");
        return p.build(() -> new LabelNeed.Point(
                p.has("method") ? p.text("method") : PEOPLE,
                p.whole("labels"),
                (p.has("price_per_label") ? p : all).price("price_per_label", currency),
                PlanNeeds.accuracy(p)));
    }
}
