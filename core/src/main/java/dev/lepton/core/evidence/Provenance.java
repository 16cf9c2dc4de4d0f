package dev.lepton.core.evidence;

/**
 * Where a fact came from.
 *
 * @param source a file, a list or a system, for instance {@code "gcp-pricing 2026-07-30"}
 * @param confidence how sure it is
 */
public record Provenance(String source, Confidence confidence) {}
