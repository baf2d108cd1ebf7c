package org.alprstreams.schemas.policy;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with a policy.
 *
 * @param file the file it is in; empty for a policy that is in none, such as a merged one
 * @param path where in it, as in {@code retention.reads} or {@code purposes[2].code}; empty for all
 *     of it
 * @param wrong what is wrong, with the offending value
 * @param allowed what would be accepted
 */
public record PolicyProblem(String file, String path, String wrong, String allowed) {
  static final String MISSING = "is missing";
  static final String EMPTY = "is empty";

  public PolicyProblem {
    requireNonNull(file);
    requireNonNull(path);
    requireNonNull(wrong);
    requireNonNull(allowed);
  }

  PolicyProblem(String path, String wrong, String allowed) {
    this("", path, wrong, allowed);
  }

  PolicyProblem in(String file) {
    return new PolicyProblem(file, path, wrong, allowed);
  }

  PolicyProblem under(String parent) {
    return parent.isEmpty() ? this : new PolicyProblem(file, parent + "." + path, wrong, allowed);
  }

  /** Whether this value is only missing because the other problem kept it from being read. */
  boolean followsFrom(PolicyProblem other) {
    return isAbsence()
        && (other.path.equals(path)
            || other.path.startsWith(path + ".")
            || other.path.startsWith(path + "["));
  }

  boolean isAbsence() {
    return wrong.equals(MISSING) || wrong.equals(EMPTY);
  }

  @Override
  public String toString() {
    var where = file.isEmpty() || path.isEmpty() ? file + path : file + ": " + path;
    return (where.isEmpty() ? "the policy" : where) + " " + wrong + "; allowed: " + allowed;
  }
}
