package org.alprstreams.ingest.vendor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value in a JSON document that knows where it is, so that a refusal can say so. Messages never
 * quote a value: it may be a plate.
 */
final class JsonField {

  private static final int DEEPEST = 32;
  private static final int LONGEST_ID = 200;
  private static final Pattern WHITE = Pattern.compile("\\s+");

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final String path;
  private final JsonNode node;

  private JsonField(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /**
   * The document's root.
   *
   * @throws EventRefused if it is no JSON object
   */
  static JsonField root(byte[] document) throws EventRefused {
    JsonNode node;
    try {
      node = JSON.readTree(document);
    } catch (JsonProcessingException e) {
      // The message quotes what it stumbled on; the place is enough.
      throw EventRefused.malformed(
          "The body",
          "is no JSON"
              + (e.getLocation() == null
                  ? ""
                  : " (line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + ")")
              + "; send one JSON object");
    } catch (IOException e) {
      throw EventRefused.malformed("The body", "is no JSON; send one JSON object in UTF-8");
    }
    return new JsonField("$", node).object();
  }

  /** Where this is, such as {@code $.candidates[3].plate}. */
  String path() {
    return path;
  }

  /** A member; empty where it is missing or null. */
  Optional<JsonField> optional(String name) {
    JsonNode child = node.get(name);
    return child == null || child.isNull()
        ? Optional.empty()
        : Optional.of(new JsonField(path + "." + name, child));
  }

  /** A member that must be there. */
  JsonField required(String name) throws EventRefused {
    Optional<JsonField> field = optional(name);
    if (field.isEmpty()) {
      throw EventRefused.malformed(path + "." + name, "is missing");
    }
    return field.get();
  }

  /**
   * A member of a part of an event that others can do without.
   *
   * @throws EventRefused as unusable if it is missing or null
   */
  JsonField needed(String name) throws EventRefused {
    Optional<JsonField> field = optional(name);
    if (field.isEmpty()) {
      throw EventRefused.unusable(path + "." + name, "is missing");
    }
    return field.get();
  }

  /** Whether this is an object. */
  boolean isObject() {
    return node.isObject();
  }

  /** A member that is an id, if it is there. */
  Optional<String> optionalId(String name) throws EventRefused {
    Optional<JsonField> field = optional(name);
    return field.isPresent() ? Optional.of(field.get().id()) : Optional.empty();
  }

  /** A member that is a number, if it is there. */
  Optional<Double> optionalNumber(String name, double least, double most) throws EventRefused {
    Optional<JsonField> field = optional(name);
    return field.isPresent() ? Optional.of(field.get().number(least, most)) : Optional.empty();
  }

  /** Whether a member is true; false where it is missing. */
  boolean flag(String name) throws EventRefused {
    Optional<JsonField> field = optional(name);
    return field.isPresent() && field.get().truth();
  }

  /** This as true or false; some senders quote all values, or write 1 and 0. */
  private boolean truth() throws EventRefused {
    String value = node.asText().trim().toLowerCase(Locale.ROOT);
    boolean isTrue = value.equals("true") || value.equals("1");
    if (!isTrue && !value.equals("false") && !value.equals("0")) {
      throw EventRefused.malformed(path, "is neither true nor false");
    }
    return isTrue;
  }

  /**
   * A member that is a picture in base64, if it is there and not empty. Text that is no base64 is a
   * picture that is missing: the reading is worth more.
   *
   * @throws EventRefused if it is no text
   */
  Optional<byte[]> optionalPicture(String name) throws EventRefused {
    Optional<JsonField> field = optional(name);
    return field.isPresent()
        ? field.get().base64().filter(bytes -> bytes.length > 0)
        : Optional.empty();
  }

  /** This as it was written, less white space. */
  String canonical() {
    return node.toString();
  }

  /** This, if it is an object. */
  JsonField object() throws EventRefused {
    if (node == null || !node.isObject()) {
      throw EventRefused.malformed(path, "is no object");
    }
    return this;
  }

  /** The elements of this array. */
  List<JsonField> elements(int most) throws EventRefused {
    if (!node.isArray()) {
      throw EventRefused.malformed(path, "is no array");
    }
    if (node.size() > most) {
      throw EventRefused.malformed(path, "has " + node.size() + " elements; at most " + most);
    }
    List<JsonField> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new JsonField(path + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  /** This text. */
  String text() throws EventRefused {
    if (!node.isTextual()) {
      throw EventRefused.malformed(path, "is no text");
    }
    return node.textValue();
  }

  /** This text or whole number, as an id. */
  String id() throws EventRefused {
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw EventRefused.malformed(path, "is neither text nor a whole number");
    }
    String id = node.asText();
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw EventRefused.malformed(
          path, "has " + id.length() + " characters; an id has 1 to " + LONGEST_ID);
    }
    return id;
  }

  /** This number, or the number that this text spells; some senders quote all values. */
  double number(double least, double most) throws EventRefused {
    double value = Double.NaN;
    if (node.isNumber()) {
      value = node.doubleValue();
    } else if (node.isTextual()) {
      value = Numbers.parse(node.textValue());
    }
    // Written so that NaN fails too.
    if (!(value >= least && value <= most)) {
      throw EventRefused.malformed(
          path, "is no number from " + plain(least) + " to " + plain(most));
    }
    return value;
  }

  /** The same, rounded. */
  int pixels() throws EventRefused {
    return (int) Math.round(number(-Boxes.MOST_PIXELS, Boxes.MOST_PIXELS));
  }

  /** The bytes that this base64 text stands for; nothing where it is none. */
  private Optional<byte[]> base64() throws EventRefused {
    String text = text();
    // Some senders write a data URL.
    String encoded = text.startsWith("data:") ? text.substring(text.indexOf(',') + 1) : text;
    try {
      return Optional.of(Base64.getDecoder().decode(WHITE.matcher(encoded).replaceAll("")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
