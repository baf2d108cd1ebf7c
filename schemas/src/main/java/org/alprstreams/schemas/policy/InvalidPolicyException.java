package org.alprstreams.schemas.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy that must not be put in force; lists everything wrong with it at once. */
public final class InvalidPolicyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<PolicyProblem> problems;

  InvalidPolicyException(List<PolicyProblem> problems) {
    super(
        problems.stream()
            .map(PolicyProblem::toString)
            .collect(Collectors.joining("\n  ", "The usage policy is not valid:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the file. */
  public List<PolicyProblem> problems() {
    return problems;
  }
}
