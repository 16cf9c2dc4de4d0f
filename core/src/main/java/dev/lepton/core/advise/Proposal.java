package dev.lepton.core.advise;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change that a source proposes; what it saves is worked out from what it does.
 *
 * @param strategy which kind of change
 * @param scope what part of the spend, the same in every answer; with the strategy it names the finding
 * @param title what to do, in one line
 * @param sure what it does for certain, as far as anything here is; empty where that is nothing or is not known
 * @param atBest what it does at best; empty where that is the same as {@code sure}
 * @param unknown why its saving cannot be said, and on how much it would act; for a proposal without actions
 * @param confidence how sure the saving is, with {@code sureBecause}
 * @param risk what can go wrong, with {@code riskWords}
 * @param working how the figure was made, line by line
 * @param evidence what was seen
 */
public record Proposal(
        Strategy strategy,
        String scope,
        String title,
        List<Action> sure,
        List<Action> atBest,
        Optional<Saving.Unknown> unknown,
        Confidence confidence,
        String sureBecause,
        Risk risk,
        String riskWords,
        List<String> working,
        List<String> evidence) {
    public Proposal {
        sure = List.copyOf(sure);
        atBest = List.copyOf(atBest);
        working = List.copyOf(working);
        evidence = List.copyOf(evidence);
        if (unknown.isPresent() != (sure.isEmpty() && atBest.isEmpty())) {
            throw new IllegalArgumentException(title + ": a proposal does something, or says why it cannot say.");
        }
    }

    /** Stable: the same finding has the same name in every answer. */
    public String id() {
        return strategy.word() + ":" + scope;
    }

    /** One whose saving is what {@code sure} comes to. */
    public static Proposal of(
            Strategy strategy, String scope, String title, List<Action> sure, Sureness sureness, Told told) {
        return new Proposal(
                strategy,
                scope,
                title,
                sure,
                List.of(),
                Optional.empty(),
                sureness.confidence(),
                sureness.because(),
                sureness.risk(),
                sureness.riskWords(),
                told.working(),
                told.evidence());
    }

    /** The same with only {@code counted} sure, and what was sure at best; {@code because} is told in the working. */
    public Proposal counting(List<Action> counted, String because) {
        List<String> told = new ArrayList<>(working);
        told.add(because);
        return new Proposal(
                strategy,
                scope,
                title,
                counted,
                atBest.isEmpty() ? sure : atBest,
                Optional.empty(),
                confidence,
                sureBecause,
                risk,
                riskWords,
                told,
                evidence);
    }

    /** The same with a further line of working. */
    Proposal told(String line) {
        List<String> told = new ArrayList<>(working);
        told.add(line);
        return new Proposal(
                strategy,
                scope,
                title,
                sure,
                atBest,
                unknown,
                confidence,
                sureBecause,
                risk,
                riskWords,
                told,
                evidence);
    }

    /** One whose saving is not known, on {@code at} a month. */
    public static Proposal unknown(
            Strategy strategy, String scope, String title, Lack lack, Money at, Sureness sureness, Told told) {
        return new Proposal(
                strategy,
                scope,
                title,
                List.of(),
                List.of(),
                Optional.of(new Saving.Unknown(lack, at)),
                sureness.confidence(),
                sureness.because(),
                sureness.risk(),
                sureness.riskWords(),
                told.working(),
                told.evidence());
    }

    /** How sure a saving is and what can go wrong, each with the reason. */
    public record Sureness(Confidence confidence, String because, Risk risk, String riskWords) {}

    /** The working and the evidence, line by line. */
    public record Told(List<String> working, List<String> evidence) {}
}
