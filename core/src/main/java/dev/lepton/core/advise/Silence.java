package dev.lepton.core.advise;

/**
 * Where a source says nothing, and why.
 *
 * @param of what was looked for
 * @param lack why nothing is said
 * @param where of what part of the spend; empty for all
 */
public record Silence(Strategy of, Lack lack, String where) {}
