package org.alprstreams.ingest.vendor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An event as it came.
 *
 * @param document JSON or XML
 * @param attachments what came with it in a multipart body
 */
public record EventBody(byte[] document, List<Attachment> attachments) {

  public EventBody {
    attachments = List.copyOf(attachments);
  }

  /** A document alone. */
  public static EventBody of(byte[] document) {
    return new EventBody(document, List.of());
  }

  /** The first picture whose name contains a word. */
  Optional<byte[]> picture(String word) {
    return attachments.stream()
        .filter(Attachment::isPicture)
        .filter(a -> a.name().toLowerCase(Locale.ROOT).contains(word))
        .map(Attachment::bytes)
        .findFirst();
  }

  /** The first picture. */
  Optional<byte[]> picture() {
    return picture("");
  }

  /**
   * One part of a multipart body.
   *
   * @param name of its field and file
   * @param contentType as sent, or empty
   * @param bytes its content
   */
  public record Attachment(String name, String contentType, byte[] bytes) {

    private boolean isPicture() {
      String type = contentType.toLowerCase(Locale.ROOT);
      String lower = name.toLowerCase(Locale.ROOT);
      return type.startsWith("image/")
          || lower.endsWith(".jpg")
          || lower.endsWith(".jpeg")
          || lower.endsWith(".png");
    }
  }
}
