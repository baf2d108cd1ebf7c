package org.alprstreams.service.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whom a page of the console belongs to, as it says with each request. All pages of a browser share
 * one session, so it may have become another person's since the page was opened: what was begun
 * there must not go out under their name.
 */
final class PageOwner {

  /** Organisation and username, each percent-encoded as UTF-8, with a slash between them. */
  static final String HEADER = "Alpr-Signed-In-As";

  private PageOwner() {}

  /**
   * Scripts and other clients send no such header, and are not asked for one.
   *
   * @throws Problem 412 if the page belongs to somebody else than the caller
   */
  static void require(Context context, Caller caller) {
    String named = context.header(HEADER);
    if (named != null && !named(named).equals(Optional.of(of(caller)))) {
      throw new Problem(
          412,
          "Somebody else is signed in",
          "The page belongs to another person than is signed in now, so nothing was done; load it"
              + " again");
    }
  }

  private record Person(String organisation, String username) {}

  private static Person of(Caller caller) {
    return new Person(caller.organisation(), caller.username());
  }

  /** Empty where the header names nobody in the form that it should. */
  private static Optional<Person> named(String header) {
    String[] parts = header.split("/", -1);
    try {
      return parts.length == 2
          ? Optional.of(new Person(decode(parts[0]), decode(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Refused as another person's.
    }
  }

  private static String decode(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }
}
