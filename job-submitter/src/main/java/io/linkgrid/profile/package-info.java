/**
 * Helps a person to write a link spec. {@link io.linkgrid.profile.SpecProposal} looks through one
 * or two files and proposes a spec for them: start there. {@link io.linkgrid.profile.SpecSummary}
 * says in words what a spec says, and {@link io.linkgrid.profile.SpecSchema} tells editors which
 * words there are. This package reads files and knows the kernel; it knows no grid and no database.
 */
@NullMarked
package io.linkgrid.profile;

import org.jspecify.annotations.NullMarked;
