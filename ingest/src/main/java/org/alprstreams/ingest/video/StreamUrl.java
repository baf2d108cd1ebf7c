package org.alprstreams.ingest.video;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a camera streams. Printed as scheme, host and port only: makers put user and password
 * before the host, into the query or into the path.
 */
public final class StreamUrl {

  private static final Set<String> SCHEMES = Set.of("rtsp", "rtsps", "http", "https");
  private static final Pattern ANY_URL = Pattern.compile("[A-Za-z]+://\\S+");

  private final String full;
  private final URI uri;

  private StreamUrl(String full, URI uri) {
    this.full = full;
    this.uri = uri;
  }

  /**
   * @throws IllegalArgumentException if it is no URL of a stream; the message does not repeat it
   */
  public static StreamUrl parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      // The exception would repeat the password.
      throw new IllegalArgumentException(
          "The stream's URL is malformed at character "
              + e.getIndex()
              + "; write special characters of a password as %XX");
    }
    if (uri.getScheme() == null
        || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
        || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "A stream's URL starts with rtsp://, rtsps://, http:// or https:// and names a host");
    }
    return new StreamUrl(url.strip(), uri);
  }

  /** With credentials: for the decoder only. */
  String full() {
    return full;
  }

  boolean rtsp() {
    return uri.getScheme().toLowerCase(Locale.ROOT).startsWith("rtsp");
  }

  /** Text with all URLs taken out. */
  static String withoutUrls(String text) {
    return ANY_URL.matcher(text).replaceAll("(url)");
  }

  /** Without credentials: for logs and messages. */
  @Override
  public String toString() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}
