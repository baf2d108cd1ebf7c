package org.alprstreams.service.log;

/**
 * An exception as it may be logged: class and stack trace of the whole chain, no message. Messages
 * of parsers, serializers and databases quote what they failed on, which may be a plate.
 */
public final class Redacted extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 20;

  private Redacted(String message, Throwable cause, StackTraceElement[] trace) {
    super(message, cause, false, true);
    setStackTrace(trace);
  }

  /** A copy without messages. Causes deeper than 20 are left out. */
  public static Redacted of(Throwable original) {
    return of(original, DEEPEST);
  }

  private static Redacted of(Throwable original, int depth) {
    Throwable cause = original.getCause();
    return new Redacted(
        original.getClass().getName() + " (message withheld)",
        cause == null || depth == 0 ? null : of(cause, depth - 1),
        original.getStackTrace());
  }

  @Override
  public String toString() {
    return getMessage();
  }

  /** What began a chain of causes: its class says most. */
  public static Throwable root(Throwable original) {
    Throwable root = original;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** Class, method and line that threw, such as {@code org.x.Y.parse(Y.java:12)}, or "unknown". */
  public static String location(Throwable original) {
    StackTraceElement[] trace = original.getStackTrace();
    return trace.length == 0 ? "unknown" : trace[0].toString();
  }
}
