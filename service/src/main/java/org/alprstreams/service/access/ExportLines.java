package org.alprstreams.service.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.ChainHead;
import org.alprstreams.schemas.serde.TrustedRecords;

/**
 * The lines of an export, JSON objects without blanks, their fields in this order always: the same
 * record is the same line on every machine. Times are ISO 8601 in UTC, hashes and signatures
 * lower-case hexadecimal.
 */
final class ExportLines {

  static final String FORMAT = "alpr-access-export-2";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHECKPOINT_START = "{\"type\":\"checkpoint\",";

  static {
    TrustedRecords.trust();
  }

  private ExportLines() {}

  /** A line that is none of an export's; the message quotes nothing of it. */
  static final class NotALine extends Exception {

    private static final long serialVersionUID = 1L;

    NotALine(String message) {
      super(message);
    }
  }

  /**
   * What an export holds.
   *
   * @param exportedAt when
   * @param from first moment of the span, or null
   * @param to first moment after the span, or null
   * @param checkpoints how many
   * @param records how many
   */
  record Header(Instant exportedAt, Instant from, Instant to, long checkpoints, long records) {

    /** Whether it holds the log whole, and not only the chains of a span. */
    boolean whole() {
      return from == null && to == null;
    }
  }

  static String write(Header header) {
    return line(
        object("header")
            .put("format", FORMAT)
            .put("exportedAt", header.exportedAt().toString())
            .put("from", text(header.from()))
            .put("to", text(header.to()))
            .put("checkpoints", header.checkpoints())
            .put("records", header.records()));
  }

  static String write(AccessCheckpoint checkpoint) {
    ObjectNode line = object("checkpoint");
    line.set("head", node(checkpoint.getHead()));
    line.set(
        "previous",
        checkpoint.getPrevious() == null ? JSON.nullNode() : node(checkpoint.getPrevious()));
    return line(
        line.put("at", checkpoint.getAt().toString())
            .put("keyId", checkpoint.getKeyId())
            .put("signature", hex(checkpoint.getSignature())));
  }

  static String write(AccessRecord record) {
    ObjectNode line =
        object("record")
            .put("chainId", record.getChainId())
            .put("sequence", record.getSequence())
            .put("recordId", record.getRecordId())
            .put("at", record.getAt().toString())
            .put("action", record.getAction());
    ObjectNode elements = line.putObject("elements");
    new TreeMap<>(record.getElements()).forEach(elements::put);
    line.put("username", record.getUsername()).put("organisation", record.getOrganisation());
    ArrayNode roles = line.putArray("roles");
    record.getRoles().forEach(roles::add);
    return line(
        line.put("purpose", record.getPurpose())
            .put("caseNumber", record.getCaseNumber())
            .put("outcome", record.getOutcome().name())
            .put("denialReason", record.getDenialReason())
            .put("resultCount", record.getResultCount())
            .put("policyVersion", record.getPolicyVersion())
            .put("previousHash", hex(record.getPreviousHash()))
            .put("hash", hex(record.getHash())));
  }

  /** Whether a line means to be a checkpoint. */
  static boolean isCheckpoint(String line) {
    return line.startsWith(CHECKPOINT_START);
  }

  static Header header(String line) throws NotALine {
    return parse(
        line,
        "header",
        node ->
            new Header(
                Instant.parse(node.required("exportedAt").textValue()),
                optional(node, "from").map(Instant::parse).orElse(null),
                optional(node, "to").map(Instant::parse).orElse(null),
                node.required("checkpoints").longValue(),
                node.required("records").longValue()),
        ExportLines::write);
  }

  static AccessCheckpoint checkpoint(String line) throws NotALine {
    return parse(
        line,
        "checkpoint",
        node ->
            AccessCheckpoint.newBuilder()
                .setHead(head(node.required("head")))
                .setPrevious(node.required("previous").isNull() ? null : head(node.get("previous")))
                .setAt(Instant.parse(node.required("at").textValue()))
                .setKeyId(node.required("keyId").textValue())
                .setSignature(bytes(node.required("signature")))
                .build(),
        ExportLines::write);
  }

  static AccessRecord record(String line) throws NotALine {
    return parse(line, "record", ExportLines::record, ExportLines::write);
  }

  private static AccessRecord record(JsonNode node) {
    Map<String, String> elements = new TreeMap<>();
    node.required("elements").properties().forEach(e -> elements.put(e.getKey(), text(e)));
    List<String> roles = new ArrayList<>();
    node.required("roles").forEach(role -> roles.add(role.textValue()));
    JsonNode count = node.required("resultCount");
    return AccessRecord.newBuilder()
        .setChainId(node.required("chainId").textValue())
        .setSequence(node.required("sequence").longValue())
        .setRecordId(node.required("recordId").textValue())
        .setAt(Instant.parse(node.required("at").textValue()))
        .setAction(node.required("action").textValue())
        .setElements(elements)
        .setUsername(node.required("username").textValue())
        .setOrganisation(node.required("organisation").textValue())
        .setRoles(roles)
        .setPurpose(node.required("purpose").textValue())
        .setCaseNumber(optional(node, "caseNumber").orElse(null))
        .setOutcome(AccessOutcome.valueOf(node.required("outcome").textValue()))
        .setDenialReason(optional(node, "denialReason").orElse(null))
        .setResultCount(count.isNull() ? null : Long.valueOf(count.longValue()))
        .setPolicyVersion(node.required("policyVersion").textValue())
        .setPreviousHash(bytes(node.required("previousHash")))
        .setHash(bytes(node.required("hash")))
        .build();
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from(JsonNode node);
  }

  @FunctionalInterface
  private interface Writing<T> {
    String of(T value);
  }

  /** Accepts a line only if it is, byte for byte, how its content is written. */
  private static <T> T parse(String line, String type, Reading<T> reading, Writing<T> writing)
      throws NotALine {
    T value;
    try {
      value = reading.from(JSON.readTree(line));
    } catch (JsonProcessingException | RuntimeException e) {
      // Whatever a changed line may bring about; why exactly is of no use to anybody.
      throw new NotALine("is no " + type + " of an export");
    }
    if (!writing.of(value).equals(line)) {
      throw new NotALine("is a " + type + " that was written in another way");
    }
    return value;
  }

  private static ObjectNode object(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  private static ObjectNode node(ChainHead head) {
    return JSON.createObjectNode()
        .put("chainId", head.getChainId())
        .put("records", head.getRecords())
        .put("hash", hex(head.getHash()));
  }

  private static ChainHead head(JsonNode node) {
    return new ChainHead(
        node.required("chainId").textValue(),
        node.required("records").longValue(),
        bytes(node.required("hash")));
  }

  private static Optional<String> optional(JsonNode node, String field) {
    return Optional.ofNullable(node.required(field).textValue());
  }

  private static String text(Instant time) {
    return time == null ? null : time.toString();
  }

  private static String text(Map.Entry<String, JsonNode> entry) {
    return entry.getValue().textValue();
  }

  private static String hex(ByteBuffer bytes) {
    return HexFormat.of().formatHex(CanonicalBytes.copy(bytes));
  }

  private static ByteBuffer bytes(JsonNode node) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(node.textValue()));
  }

  private static String line(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers always become JSON.", e);
    }
  }
}
