package dev.lepton.formats.placement;

import dev.lepton.core.workload.Requirement;

/**
 * A pod of a list.
 *
 * @param name its name, {@code namespace/name} where the list has namespaces
 * @param needs what it asks for
 * @param line where it stands in the file, from 1
 */
public record Pod(String name, Requirement needs, long line) {}
