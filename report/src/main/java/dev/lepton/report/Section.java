package dev.lepton.report;

import java.util.List;

/** A part of a page with a heading; {@code lead} is the one sentence that says what it shows and may be empty. */
record Section(String id, String title, String lead, List<Block> blocks) {}
