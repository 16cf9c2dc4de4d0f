package dev.lepton.core.plan.joint;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.money.Price;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Terms on which the machines of a place are had.
 *
 * @param terms on-demand and spot are paid while machines run; a commitment in every hour of the month; owned machines as stated
 * @param hourly of one machine. For spot: the mean price, without what interruptions waste
 * @param overhead hours paid for each hour of use, at least 1: interrupted work done again, and starts
 * @param held machines had already, paid whether used or not
 * @param most machines that can be had, those held included; empty for as many as needed
 * @param changes levers that buying more of it pulls; machines held are used without pulling any
 */
public record Supply(Terms terms, Price hourly, double overhead, int held, OptionalInt most, Set<Lever> changes) {
    public Supply {
        changes = Collections.unmodifiableSet(new TreeSet<>(changes));
        if (!(overhead >= 1) || !Double.isFinite(overhead) || held < 0 || most.orElse(held) < held) {
            throw new IllegalArgumentException(
                    "A supply of overhead " + overhead + ", " + held + " held, " + most + " at most cannot be.");
        }
    }

    /** The same with another stock. */
    public Supply upTo(OptionalInt stock) {
        return new Supply(terms, hourly, overhead, held, stock, changes);
    }

    /** The same with {@code machines} held. */
    public Supply holding(int machines) {
        return new Supply(terms, hourly, overhead, machines, most, changes);
    }

    /** Whether its machines are paid in every hour, used or not. */
    public boolean steady() {
        return terms instanceof Terms.Commitment || terms instanceof Terms.Owned;
    }

    /** Whether its machines may be taken back. */
    public boolean interruptible() {
        return terms instanceof Terms.Spot;
    }
}
