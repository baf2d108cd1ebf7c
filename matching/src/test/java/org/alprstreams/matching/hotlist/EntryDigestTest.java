package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.Priority;
import org.alprstreams.matching.TestData;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EntryDigestTest {

  private final EntryDigest digest = new EntryDigest();

  @Test
  void everyFieldButWhoAddedItAndWhenCounts() {
    HotlistEntry entry = full().build();
    long first = digest.of(entry);
    for (Schema.Field field : HotlistEntry.getClassSchema().getFields()) {
      HotlistEntry other = full().build();
      other.put(field.pos(), changed(other.get(field.pos())));
      boolean provenance = Set.of("addedBy", "addedAt").contains(field.name());
      assertThat(digest.of(other) == first).as(field.name()).isEqualTo(provenance);
    }
  }

  @Test
  void valuesDoNotRunIntoEachOther() {
    HotlistEntry one = full().setMake("AB").setModel("C").build();
    HotlistEntry two = full().setMake("A").setModel("BC").build();
    HotlistEntry three = full().setMake("ABC").setModel(null).build();
    assertThat(Set.of(digest.of(one), digest.of(two), digest.of(three))).hasSize(3);
  }

  private static HotlistEntry.Builder full() {
    return TestData.entry("id", "8ABC123")
        .setReason("reason")
        .setSourceRef("ref")
        .setCaseNumber("case")
        .setExpiresAt(TestData.START)
        .setMake("make")
        .setModel("model")
        .setColor("red")
        .setYear(2020)
        .setNote("note");
  }

  private static Object changed(Object value) {
    if (value instanceof Instant time) {
      return time.plusMillis(1);
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof HotlistCategory) {
      return HotlistCategory.AMBER;
    }
    if (value instanceof Priority) {
      return Priority.LOW;
    }
    return value + "x";
  }
}
