package dev.lepton.core.placement.spot;

import java.time.Instant;

/**
 * Whether a zone had a spot machine to give at a moment.
 *
 * @param at when it was seen
 * @param zone the zone's name
 * @param available whether a machine could be had
 */
public record SpotSample(Instant at, String zone, boolean available) {}
