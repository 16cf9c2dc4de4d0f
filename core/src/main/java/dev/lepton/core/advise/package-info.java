/** What to change about what is spent: findings with their savings, and what they save together. */
@NullMarked
package dev.lepton.core.advise;

import org.jspecify.annotations.NullMarked;
