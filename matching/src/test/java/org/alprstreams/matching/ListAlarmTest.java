package org.alprstreams.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.HotlistImport;
import org.alprstreams.matching.hotlist.ListAges;
import org.junit.jupiter.api.Test;

class ListAlarmTest {

  private static final Duration STALE = Duration.ofHours(24);

  private final ListAges ages = new ListAges(STALE);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ListAlarm alarm =
      new ListAlarm(ages, meters, Clock.fixed(TestData.START, ZoneOffset.UTC));

  @Test
  void aListIsStaleFromItsLimitOnAndFreshAgainWhenImported() {
    // Given
    alarm.imported("svs", imported("svs", STALE));
    alarm.imported("ncic", imported("ncic", STALE.minusMillis(1)));

    // Then
    assertThat(ages.stale(TestData.START)).containsExactly("svs");
    assertThat(ages.stale(TestData.START.plusMillis(1))).containsExactly("ncic", "svs");

    // When
    alarm.imported("svs", imported("svs", Duration.ZERO));

    // Then
    assertThat(ages.stale(TestData.START)).isEmpty();
  }

  @Test
  void theAgeIsAGaugeByListAndLeavesWithTheList() {
    // Given
    alarm.imported("svs", imported("svs", Duration.ofHours(2)));
    alarm.imported("svs", imported("svs", Duration.ofHours(3)));

    // Then
    assertThat(
            meters
                .get("alpr.matching.list.age")
                .tag("list", "svs")
                .timeGauge()
                .value(TimeUnit.HOURS))
        .isEqualTo(3);

    // When
    alarm.imported("svs", null);

    // Then
    assertThat(meters.find("alpr.matching.list.age").timeGauge()).isNull();
    assertThat(ages.stale(Instant.MAX.minusSeconds(1))).isEmpty();
  }

  private static HotlistImport imported(String listId, Duration ago) {
    return HotlistImport.newBuilder()
        .setListId(listId)
        .setImportedAt(TestData.START.minus(ago))
        .setImportedBy("clerk")
        .setSha256("0".repeat(64))
        .setRows(1)
        .setBadRows(0)
        .setLeftOut(0)
        .setEntries(1)
        .setAdded(1)
        .setChanged(0)
        .setRemoved(0)
        .build();
  }
}
