package dev.lepton.core.workload;

import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.util.Optional;

/**
 * What was earned in a period; negative for what was paid back.
 *
 * @param team the team that earned it; empty for the whole organisation
 * @param model the model that earned it; empty when it is not known or for all
 * @param window when it was earned
 * @param amount how much
 */
public record Revenue(Optional<String> team, Optional<String> model, Window window, Money amount) {}
