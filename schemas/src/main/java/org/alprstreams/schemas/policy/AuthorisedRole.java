package org.alprstreams.schemas.policy;

import java.util.Optional;
import java.util.SortedSet;

/**
 * Who may do what a role allows, Civil Code 1798.90.51(b)(2)(B).
 *
 * @param role code of the role
 * @param designations the job titles or other designations that may hold it; those that all
 *     policies name
 * @param training the training that must be passed first; that of all policies
 * @param trainingValidFor for how long after the training the role may be used; the shortest wins
 */
public record AuthorisedRole(
    String role,
    SortedSet<String> designations,
    SortedSet<String> training,
    CalendarLimit trainingValidFor) {
  public AuthorisedRole {
    new Checks()
        .code("role", role)
        .texts("designations", designations)
        .texts("training", training)
        .within("trainingValidFor", trainingValidFor, Limits.DAY, Limits.years(10))
        .orThrow();
    designations = Strictest.sorted(designations);
    training = Strictest.sorted(training);
  }

  /** The role for those whom both admit, or empty if they have no designation in common. */
  Optional<AuthorisedRole> strictest(AuthorisedRole other) {
    var common = Strictest.common(designations, other.designations);
    return common.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AuthorisedRole(
                role,
                common,
                Strictest.all(training, other.training),
                trainingValidFor.shorter(other.trainingValidFor)));
  }
}
