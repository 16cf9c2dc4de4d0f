package dev.lepton.core.economics;

/** The six kinds of cost that owning AI infrastructure has. */
public enum CostCategory {
    HARDWARE("hardware"),
    SOFTWARE("software"),
    LABOUR("labour"),
    DATA("data"),
    CLOUD_SERVICES("cloud services"),
    ENERGY("energy");

    private final String words;

    CostCategory(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
