package org.alprstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A schema is a contract with consumers we do not know: it may grow, it may not break. */
class SchemaHistoryTest {

  static Stream<Schema> current() {
    return CommittedTypes.schemas();
  }

  @ParameterizedTest
  @MethodSource("current")
  void theLatestCommittedVersionIsTheCurrentOne(Schema current) {
    List<Schema> history = SchemaHistory.of(current.getName());

    assertThat(history)
        .as(
            "%s changed: add its new version to schema-history by running WriteSchemaHistory",
            current.getName())
        .last()
        .isEqualTo(current);
  }

  @ParameterizedTest
  @MethodSource("current")
  void everyCommittedVersionReadsAndIsReadByTheCurrentOne(Schema current) {
    for (Schema committed : SchemaHistory.of(current.getName())) {
      assertThat(incompatibilities(committed, current)).as(current.getName()).isEmpty();
    }
  }

  @Test
  void aNewMandatoryFieldWouldBeRefused() {
    // Given a committed version and one with a further field that has no default
    Schema committed = SchemaBuilder.record("Alert").fields().requiredString("alertId").endRecord();
    Schema changed =
        SchemaBuilder.record("Alert")
            .fields()
            .requiredString("alertId")
            .requiredString("district")
            .endRecord();

    // Then the check that guards our schemas finds it, in one direction
    assertThat(incompatibilities(committed, changed)).hasSize(1);
    assertThat(incompatibilities(committed, committed)).isEmpty();
  }

  @Test
  void aFieldOfAnotherTypeWouldBeRefused() {
    Schema committed = SchemaBuilder.record("Alert").fields().requiredLong("at").endRecord();
    Schema changed = SchemaBuilder.record("Alert").fields().requiredString("at").endRecord();

    assertThat(incompatibilities(committed, changed)).hasSize(2);
  }

  /** Both directions: old consumers meet new records, and new consumers meet old ones. */
  private static List<SchemaCompatibility.Incompatibility> incompatibilities(Schema a, Schema b) {
    return Stream.of(
            SchemaCompatibility.checkReaderWriterCompatibility(a, b),
            SchemaCompatibility.checkReaderWriterCompatibility(b, a))
        .filter(pair -> pair.getType() != SchemaCompatibilityType.COMPATIBLE)
        .flatMap(pair -> pair.getResult().getIncompatibilities().stream())
        .toList();
  }
}
