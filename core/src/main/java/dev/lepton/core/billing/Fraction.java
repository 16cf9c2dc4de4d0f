package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact amount of something that is cut into equal pieces: three sevenths stay three sevenths.
 *
 * @param numerator not negative
 * @param denominator positive; both are brought to lowest terms, so that equal fractions are equal
 */
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    public static final Fraction ZERO = of(0, 1);

    public static final Fraction ONE = of(1, 1);

    public Fraction {
        if (numerator.signum() < 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException("A fraction cannot be " + numerator + "/" + denominator + ".");
        }
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    public static Fraction of(long numerator, long denominator) {
        return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** Exactly {@code value}: 12.5 is 25/2. */
    public static Fraction of(BigDecimal value) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        return new Fraction(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
    }

    public Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** This fraction of {@code amount}: multiplied first, rounded once. */
    public Money of(Money amount) {
        BigDecimal product = amount.amount().multiply(new BigDecimal(numerator));
        return new Money(
                product.divide(new BigDecimal(denominator), Money.SCALE, RoundingMode.HALF_EVEN), amount.currency());
    }

    /** Rounded half-even to {@code decimals}. */
    public BigDecimal toDecimal(int decimals) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_EVEN);
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** {@code 3/7}, or {@code 2} for a whole number. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
