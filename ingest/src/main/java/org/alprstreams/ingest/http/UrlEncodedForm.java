package org.alprstreams.ingest.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.ingest.vendor.EventBody.Attachment;
import org.alprstreams.ingest.vendor.EventRefused;
import org.alprstreams.ingest.vendor.EventRefused.Reason;

/**
 * Reads bodies of the type {@code application/x-www-form-urlencoded}, which senders choose for a
 * form without files. Strict: what is no form must not pass as a field with an odd name.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL Standard</a>
 */
final class UrlEncodedForm {

  static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  private static final int HEXADECIMAL = 16;

  private UrlEncodedForm() {}

  /**
   * Its fields in their order.
   *
   * @param most fields
   * @throws EventRefused if there are more, or one cannot be decoded
   */
  static List<Attachment> fields(byte[] form, int most) throws EventRefused {
    List<Attachment> fields = new ArrayList<>();
    int start = 0;
    while (start < form.length) {
      int end = indexOf(form, '&', start, form.length);
      if (end > start) {
        if (fields.size() == most) {
          throw new EventRefused(
              Reason.TOO_LARGE, "The form has more than " + most + " fields; leave some out");
        }
        fields.add(field(form, start, end));
      }
      start = end + 1;
    }
    return fields;
  }

  private static Attachment field(byte[] form, int start, int end) throws EventRefused {
    int equals = indexOf(form, '=', start, end);
    String name = new String(decoded(form, start, equals), StandardCharsets.UTF_8);
    return new Attachment(name, "", decoded(form, Math.min(equals + 1, end), end));
  }

  private static byte[] decoded(byte[] form, int start, int end) throws EventRefused {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      if (form[i] == '+') {
        decoded.write(' ');
      } else if (form[i] == '%') {
        decoded.write(HEXADECIMAL * digit(form, i + 1, end) + digit(form, i + 2, end));
        i += 2;
      } else {
        decoded.write(form[i]);
      }
    }
    return decoded.toByteArray();
  }

  private static int digit(byte[] form, int at, int end) throws EventRefused {
    int digit = at < end ? Character.digit(form[at], HEXADECIMAL) : -1;
    if (digit < 0) {
      throw new EventRefused(
          Reason.MALFORMED,
          "The form cannot be read: its byte "
              + at
              + " is to be a hexadecimal digit after a percent sign; encode the fields, or set the"
              + " Content-Type to that of the document");
    }
    return digit;
  }

  /** Where a character is, or the end. */
  private static int indexOf(byte[] form, char wanted, int start, int end) {
    int at = start;
    while (at < end && form[at] != wanted) {
      at++;
    }
    return at;
  }
}
