package dev.lepton.formats.placement;

import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A pod of a list.
 *
 * @param name its name, {@code namespace/name} where the list has namespaces
 * @param needs what it asks for
 * @param seconds how long it runs, above 0, where the list says so
 * @param line where it stands in the file, from 1
 */
public record Pod(String name, Requirement needs, Optional<BigDecimal> seconds, long line) {}
