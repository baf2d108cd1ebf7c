package org.alprstreams.ingest.http;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.ingest.vendor.EventBody;
import org.alprstreams.ingest.vendor.EventBody.Attachment;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.ingest.vendor.EventFormat.Medium;
import org.alprstreams.ingest.vendor.EventRefused;
import org.alprstreams.ingest.vendor.EventRefused.Reason;
import org.alprstreams.service.http.Forms;
import org.alprstreams.service.http.Problem;

/** Takes an event off a request: the document itself, or a form with it as one part or field. */
final class EventBodies {

  private static final int MOST_PARTS = 20;
  private static final int HTTP_TOO_LARGE = 413;

  private final EventFormat format;
  private final Medium medium;
  private final int mostAttached;

  /**
   * @param mostAttached largest attachment, bytes
   */
  EventBodies(EventFormat format, int mostAttached) {
    this.format = format;
    this.medium = format.medium();
    this.mostAttached = mostAttached;
  }

  EventBody read(Context context) throws IOException, EventRefused {
    if (context.isMultipartFormData()) {
      return form(parts(context));
    }
    String contentType = Optional.ofNullable(context.contentType()).orElse("");
    if (isUrlEncoded(contentType)) {
      return form(fields(context));
    }
    if (!medium.isContentType(contentType)) {
      throw new EventRefused(
          Reason.WRONG_TYPE,
          "Events of "
              + format.label()
              + " are "
              + medium
              + ": set the sender's Content-Type to application/"
              + medium.name().toLowerCase(Locale.ROOT)
              + ", or send a form with the document as a part (multipart/form-data) or as the"
              + " field "
              + medium.name().toLowerCase(Locale.ROOT)
              + " (application/x-www-form-urlencoded)");
    }
    try (InputStream body = context.req().getInputStream()) {
      return EventBody.of(checked(bounded(body, medium.mostBytes()), medium.mostBytes()));
    }
  }

  private static boolean isUrlEncoded(String contentType) {
    return contentType.split(";", 2)[0].trim().equalsIgnoreCase(UrlEncodedForm.CONTENT_TYPE);
  }

  private EventBody form(List<Attachment> parts) throws EventRefused {
    Optional<Attachment> document =
        parts.stream().filter(part -> medium.isContentType(part.contentType())).findFirst();
    if (document.isEmpty()) {
      document = parts.stream().filter(part -> medium.isPartName(part.name())).findFirst();
    }
    if (document.isEmpty()) {
      throw new EventRefused(
          Reason.MALFORMED,
          "The form has no part or field that is "
              + medium
              + " by its name or content type; add the document, or, where it is the whole body,"
              + " set the Content-Type to application/"
              + medium.name().toLowerCase(Locale.ROOT));
    }
    Attachment found = document.get();
    return new EventBody(
        checked(found.bytes(), medium.mostBytes()),
        parts.stream().filter(part -> part != found).toList());
  }

  /** The server bounds what a multipart body may have altogether, and this only by its length. */
  private List<Attachment> fields(Context context) throws IOException, EventRefused {
    try (InputStream body = context.req().getInputStream()) {
      return UrlEncodedForm.fields(checked(bounded(body, mostAttached), mostAttached), MOST_PARTS);
    }
  }

  private List<Attachment> parts(Context context) throws IOException, EventRefused {
    try {
      Forms.read(context);
    } catch (Problem e) {
      // Refused as an event, so that it is counted as one.
      throw new EventRefused(
          e.status() == HTTP_TOO_LARGE ? Reason.TOO_LARGE : Reason.MALFORMED, e.detail());
    }
    List<Attachment> parts = new ArrayList<>();
    for (Map.Entry<String, List<UploadedFile>> named : context.uploadedFileMap().entrySet()) {
      for (UploadedFile file : named.getValue()) {
        try (InputStream content = file.content()) {
          add(parts, named.getKey() + "/" + file.filename(), file.contentType(), content);
        }
      }
    }
    for (Map.Entry<String, List<String>> field : context.formParamMap().entrySet()) {
      for (String value : field.getValue()) {
        try (InputStream content =
            new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8))) {
          add(parts, field.getKey(), null, content);
        }
      }
    }
    return parts;
  }

  private void add(List<Attachment> parts, String name, String type, InputStream content)
      throws IOException, EventRefused {
    if (parts.size() == MOST_PARTS) {
      throw new EventRefused(
          Reason.TOO_LARGE, "The multipart body has more than " + MOST_PARTS + " parts");
    }
    byte[] bytes = checked(bounded(content, mostAttached), mostAttached);
    parts.add(new Attachment(name, type == null ? "" : type, bytes));
  }

  /** Reads one byte more than may come in, never more, whatever the length header says. */
  private static byte[] bounded(InputStream content, int most) throws IOException {
    return content.readNBytes(most + 1);
  }

  private static byte[] checked(byte[] bytes, int most) throws EventRefused {
    if (bytes.length > most) {
      throw new EventRefused(
          Reason.TOO_LARGE,
          "A document or part has more than "
              + most
              + " bytes; let the sender leave out or shrink its pictures");
    }
    return bytes;
  }
}
