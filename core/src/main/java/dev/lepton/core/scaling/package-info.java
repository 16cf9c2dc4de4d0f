/** When machines are added and taken away: rules with reserve, hysteresis and drain. */
@NullMarked
package dev.lepton.core.scaling;

import org.jspecify.annotations.NullMarked;
