/** The cheapest mix of machine types for one inference service, with a proven bound. */
@NullMarked
package dev.lepton.core.plan.mix;

import org.jspecify.annotations.NullMarked;
