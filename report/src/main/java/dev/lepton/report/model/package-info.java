/** What a report says, as values that refuse to be built when their parts do not add up. */
@NullMarked
package dev.lepton.report.model;

import org.jspecify.annotations.NullMarked;
