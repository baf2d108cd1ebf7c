package org.alprstreams.service.http;

import java.util.Objects;

/**
 * A refusal of a caller whom the sign-in has established. The server has it recorded before it
 * answers with the problem.
 */
public final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Caller caller;
  private final String reason;
  private final transient Problem problem;

  /**
   * @param caller who is refused
   * @param reason a code for the record, such as {@code NOT_PERMITTED}
   * @param problem the answer
   */
  public Denied(Caller caller, String reason, Problem problem) {
    super(problem.getMessage());
    this.caller = Objects.requireNonNull(caller, "caller");
    this.reason = Objects.requireNonNull(reason, "reason");
    this.problem = problem;
  }

  /** Who is refused. */
  public Caller caller() {
    return caller;
  }

  /** A code for the record. */
  public String reason() {
    return reason;
  }

  /** The answer. */
  public Problem problem() {
    return problem;
  }
}
