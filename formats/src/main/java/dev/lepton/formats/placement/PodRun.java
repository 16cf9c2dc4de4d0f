package dev.lepton.formats.placement;

import java.time.Instant;

/**
 * A pod that has run to its end.
 *
 * @param pod what it asks for
 * @param namespace whose it is
 * @param priority more goes first
 * @param came when it was created
 * @param started when its first container started
 * @param ended when its last one ended, after that
 */
public record PodRun(Pod pod, String namespace, int priority, Instant came, Instant started, Instant ended) {}
