package dev.lepton.core.advise;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.finance.Appraisal;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks every source, and works out what each finding saves alone, beside the others, and all of them together. */
public final class Advisor {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final Books books;
    private final Effort effort;
    private final JointBill bill;

    public Advisor(Books books, Effort effort) {
        this.books = books;
        this.effort = effort;
        bill = new JointBill(books);
    }

    /** The advice of {@code sources}, whatever their order. */
    public Advice advise(List<AdviceSource> sources) {
        List<Proposal> proposals = new ArrayList<>();
        List<Silence> silences = new ArrayList<>();
        for (AdviceSource source : sources) {
            AdviceSource.Looked looked = source.look(books);
            proposals.addAll(looked.proposals());
            silences.addAll(looked.silences());
        }
        proposals.sort(Comparator.comparing(Proposal::strategy).thenComparing(Proposal::id));
        Set<String> ids = new HashSet<>();
        proposals.forEach(p -> {
            if (!ids.add(p.id())) {
                throw new IllegalArgumentException("Two findings are called " + p.id() + ".");
            }
        });
        silences.sort(Comparator.comparing(Silence::of).thenComparing(Silence::where));
        return advice(proposals, silences);
    }

    private Advice advice(List<Proposal> proposals, List<Silence> silences) {
        List<Finding> findings = new ArrayList<>();
        List<Advice.Fall> falls = new ArrayList<>();
        List<Action> taken = new ArrayList<>();
        Money left = books.today();
        Money sum = books.zero();
        for (Strategy strategy : Strategy.values()) {
            Money before = left;
            for (Proposal proposal :
                    proposals.stream().filter(p -> p.strategy() == strategy).toList()) {
                taken.addAll(proposal.sure());
                Money after = bill.after(taken);
                Finding finding = finding(proposal, left.minus(after), proposals);
                findings.add(finding);
                sum = sum.plus(finding.alone().counted());
                left = after;
            }
            if (!before.equals(left)) {
                falls.add(new Advice.Fall(strategy, before.minus(left), left));
            }
        }
        findings.replaceAll(f -> withCommitments(f, taken));
        findings.sort(Comparator.comparing(Finding::rank)
                .reversed()
                .thenComparing(f -> f.proposal().strategy())
                .thenComparing(Finding::id));
        Money atBest = bill.saved(proposals.stream().flatMap(Advisor::best).toList());
        return new Advice(books.today(), findings, silences, sum, books.today().minus(left), atBest, falls);
    }

    /** A commitment with how many machines it is of beside all the others, since that is what is to be bought. */
    private Finding withCommitments(Finding finding, List<Action> taken) {
        for (Action action : finding.proposal().sure()) {
            if (action instanceof Action.Commit commit) {
                String bought = bill.bought(commit, taken).bought().stream()
                        .filter(b -> b.units() > 0)
                        .map(b -> b.units() + " for " + b.commitment().years() + " years")
                        .collect(Collectors.joining(" and "));
                Proposal told = finding.proposal()
                        .told("beside all the other findings: " + (bought.isEmpty() ? "none" : bought));
                return new Finding(
                        told, finding.alone(), finding.inPlan(), finding.worth(), finding.rank(), finding.overlaps());
            }
        }
        return finding;
    }

    private static Stream<Action> best(Proposal proposal) {
        return Stream.concat(proposal.sure().stream(), proposal.atBest().stream());
    }

    private Finding finding(Proposal proposal, Money inPlan, List<Proposal> others) {
        Saving alone = alone(proposal);
        Optional<Appraisal> worth = alone instanceof Saving.Unknown
                ? Optional.empty()
                : Optional.of(new Appraisal(
                        effort.oneOff(proposal.strategy()),
                        alone.counted(),
                        proposal.confidence(),
                        effort.months(),
                        effort.rate()));
        List<Finding.Overlap> overlaps = new ArrayList<>();
        for (Proposal other : others) {
            if (!other.id().equals(proposal.id()) && meet(proposal.sure(), other.sure())) {
                Money both = bill.saved(Stream.concat(proposal.sure().stream(), other.sure().stream())
                        .sorted(Comparator.comparing(Action::toString))
                        .toList());
                Money less = alone.counted().plus(alone(other).counted()).minus(both);
                if (less.amount().setScale(2, java.math.RoundingMode.HALF_EVEN).signum() > 0) {
                    overlaps.add(new Finding.Overlap(other.id(), less));
                }
            }
        }
        overlaps.sort(Comparator.comparing(Finding.Overlap::amount).reversed().thenComparing(Finding.Overlap::finding));
        return new Finding(proposal, alone, inPlan, worth, rank(alone, proposal.confidence()), overlaps);
    }

    private Saving alone(Proposal proposal) {
        if (proposal.unknown().isPresent()) {
            return proposal.unknown().get();
        }
        Money least = bill.saved(proposal.sure());
        return proposal.atBest().isEmpty()
                ? new Saving.Exact(least)
                : new Saving.Between(least, bill.saved(best(proposal).toList()));
    }

    /** Whether two can act on the same money. */
    private static boolean meet(List<Action> one, List<Action> two) {
        return one.stream().anyMatch(a -> two.stream().anyMatch(b -> meet(a, b)));
    }

    private static boolean meet(Action a, Action b) {
        if (!a.pool().equals(b.pool())) {
            return false;
        }
        Set<String> cells = new HashSet<>(cells(a));
        return a instanceof Action.Commit || b instanceof Action.Commit || cells.removeAll(cells(b));
    }

    private static Set<String> cells(Action action) {
        return switch (action) {
            case Action.Cut cut -> cut.cells();
            case Action.Reprice reprice -> reprice.cells();
            case Action.Commit commit -> Set.of();
        };
    }

    /** An interval counts with its middle; a guess for three tenths, an estimate for seven, what was measured in full. */
    private static BigDecimal rank(Saving saving, Confidence confidence) {
        BigDecimal expected = switch (saving) {
            case Saving.Exact e -> e.amount().amount();
            case Saving.Between b -> b.least().plus(b.most()).amount().multiply(HALF);
            case Saving.Unknown u -> BigDecimal.ZERO;
        };
        return expected.multiply(weight(confidence));
    }

    /** How much a saving counts in the ranking, of a judgement and not a measurement. */
    public static BigDecimal weight(Confidence confidence) {
        return switch (confidence) {
            case GUESS -> new BigDecimal("0.3");
            case ESTIMATE -> new BigDecimal("0.7");
            case MEASURED, BILLED -> BigDecimal.ONE;
        };
    }
}
