/** Tasks in time: dependencies, working calendars, limited resources, the critical path, odds of the finish, earned value. */
@NullMarked
package dev.lepton.core.roadmap;

import org.jspecify.annotations.NullMarked;
