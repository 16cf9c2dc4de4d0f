package dev.lepton.app.wiring;

import java.time.LocalDate;

/** Something out of the ordinary: the day it began, and in few words whose it is and how much. */
public record Told(LocalDate day, String what) {}
