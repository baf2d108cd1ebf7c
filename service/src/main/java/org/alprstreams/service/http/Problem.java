package org.alprstreams.service.http;

import java.util.Map;
import java.util.Objects;

/**
 * A refusal that becomes the answer, as RFC 9457 {@code application/problem+json}. Title and detail
 * go to the caller as they stand: say what was wrong, with what, and what to do; no internals.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final String detail;
  private final transient Map<String, String> headers;

  /**
   * @param status HTTP status, 400 to 599
   * @param title the kind of problem, the same words for each of its kind
   * @param detail this occurrence
   */
  public Problem(int status, String title, String detail) {
    this(status, title, detail, Map.of());
  }

  /**
   * @param status HTTP status, 400 to 599
   * @param title the kind of problem, the same words for each of its kind
   * @param detail this occurrence
   * @param headers response headers that go with it, such as {@code Retry-After}
   */
  public Problem(int status, String title, String detail, Map<String, String> headers) {
    super(status + " " + title + ": " + detail);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("A problem's status is 400 to 599, not " + status);
    }
    this.status = status;
    this.title = Objects.requireNonNull(title, "title");
    this.detail = Objects.requireNonNull(detail, "detail");
    this.headers = Map.copyOf(headers);
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The kind of problem. */
  public String title() {
    return title;
  }

  /** This occurrence. */
  public String detail() {
    return detail;
  }

  Map<String, String> headers() {
    return headers == null ? Map.of() : headers;
  }
}
