package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import java.time.YearMonth;

/** The cost of one calendar month; {@code whole} is false where the window or the data covers only part of it. */
public record MonthCost(YearMonth month, Money cost, boolean whole) {}
