package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManualEntriesTest {

  private ManualEntries entries;

  @BeforeEach
  void takeTheTownsPolicy() throws IOException {
    entries = new ManualEntries(UsagePolicy.losAltosHills(), "clerk", TestData.START);
  }

  @Test
  void anEntryIsOfTheManualList() throws Exception {
    // When
    HotlistEntry entry = entries.entry(with("expiresAt", "2026-12-01"));

    // Then
    assertThat(entry.getListId()).isEqualTo(Lists.MANUAL);
    assertThat(entry.getAddedBy()).isEqualTo("clerk");
    assertThat(entry.getExpiresAt()).isEqualTo(Instant.parse("2026-12-02T08:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "expiresat, 2026-12-01, expiresAt",
    "state, ZZ, state is the code of no state",
    "reason, ' ', reason is empty",
    "category, IMMIGRATION_VIOLATOR, category is none",
    "category, STOLEN, category is none",
    "category, STORED, category is one of which no entries are kept",
    "expiresAt, 2026-11-22, expiresAt is past",
    "expiresAt, 2026-11-23T08:00:00Z, expiresAt is past",
  })
  void aSlipIsRefused(String column, String value, String reason) {
    assertThatThrownBy(() -> entries.entry(with(column, value)))
        .isInstanceOf(BadRowException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("8ABC123");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca", "NV", "DC", "PR", "BC", "MX"})
  void whoeverIssuesPlatesIsAState(String state) throws Exception {
    assertThat(entries.entry(with("state", state)).getState()).isEqualToIgnoringCase(state);
  }

  private static Map<String, String> with(String column, String value) {
    Map<String, String> fields = new HashMap<>();
    fields.put("plate", "8ABC123");
    fields.put("category", "STOLEN_VEHICLE");
    fields.put("reason", "test");
    fields.put("sourceAgency", "Sheriff");
    fields.put(column, value);
    return fields;
  }
}
