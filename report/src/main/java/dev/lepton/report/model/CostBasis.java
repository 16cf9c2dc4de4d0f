package dev.lepton.report.model;

/** Which of a bill's costs the figures are in, in the terms of FOCUS. */
public enum CostBasis {
    EFFECTIVE("effective cost", "after discounts, with commitments spread over the usage they cover"),
    BILLED("billed cost", "what the invoices say, with commitments on the day they were charged"),
    LIST("list cost", "at the provider's public list prices, before any discount");

    private final String words;
    private final String meaning;

    CostBasis(String words, String meaning) {
        this.words = words;
        this.meaning = meaning;
    }

    public String words() {
        return words;
    }

    public String meaning() {
        return meaning;
    }
}
