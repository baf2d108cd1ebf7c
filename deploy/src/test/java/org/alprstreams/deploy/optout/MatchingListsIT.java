package org.alprstreams.deploy.optout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.Priority;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.matching.hotlist.PartialEntries;
import org.alprstreams.matching.table.Change;
import org.alprstreams.matching.table.TableTopic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How running matching looks after its lists, on a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class MatchingListsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.now();
  private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(2));

  @TempDir Path data;
  @TempDir Path outside;
  private Site site;
  private TableTopic<HotlistEntry> hotlist;
  private TableTopic<OptOut> optOuts;

  @BeforeEach
  void open() throws Exception {
    site = Site.open(data, outside, Map.of("alpr.matching.expiry-interval", "PT2S"));
    hotlist = new TableTopic<>(site.kafka(), Topics.HOTLIST);
    optOuts = new TableTopic<>(site.kafka(), Topics.OPT_OUTS);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void expiredEntriesAndOptOutsLeaveTheirLists() throws Exception {
    // Given
    site.optOut(List.of("7XYW456"));
    optOuts.change(
        List.of(
            new Change<>("0".repeat(64), optOut(LONG_AGO)),
            new Change<>("1".repeat(64), optOut(NOW.plus(Duration.ofDays(1))))),
        "test");
    hotlist.change(
        List.of(
            new Change<>("gone", entry("gone", "8ABC123", LONG_AGO)),
            new Change<>("stays", entry("stays", "8ABC124", null))),
        "test");

    // When
    site.start(List.of(new MatchingApplication()));
    site.awaitReady();

    // Then, and the record that proves the list's secret stays
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(hotlist.snapshot()).containsOnlyKeys("stays");
              assertThat(optOuts.snapshot())
                  .hasSize(3)
                  .containsKey("1".repeat(64))
                  .doesNotContainKey("0".repeat(64));
            });
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(site.counted("alpr_matching_lists_expired_total", "list="))
                    .isEqualTo(2));
    assertThat(site.health("list-expiry").level()).isEqualTo(HealthState.Level.UP);

    // And what is listed from now on expires too
    hotlist.change(List.of(new Change<>("late", entry("late", "8ABC125", LONG_AGO))), "test");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(hotlist.snapshot()).containsOnlyKeys("stays"));
  }

  @Test
  void healthSaysWhenThereAreMorePartialEntriesThanAreComparedWithReads() throws Exception {
    // Given one too many
    site.optOut(List.of("7XYW456"));
    List<Change<HotlistEntry>> partials = new ArrayList<>();
    IntStream.rangeClosed(0, PartialEntries.MOST)
        .mapToObj(i -> entry("p" + i, "1A%04d?".formatted(i), null))
        .forEach(entry -> partials.add(new Change<>(entry.getEntryId(), entry)));
    hotlist.change(partials, "test");

    // When
    site.start(List.of(new MatchingApplication()));
    site.awaitReady();

    // Then it warns, and stays in service
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(site.health("partial-entries").level())
                    .isEqualTo(HealthState.Level.WARNING));
    assertThat(site.health("partial-entries").detail()).contains("raise no alerts: 1.");
    assertThat(site.counted("alpr_matching_partial_entries_left_out", "")).isEqualTo(1);
    assertThat(site.readiness()).isEqualTo(200);

    // When one goes
    hotlist.change(List.of(Change.removal("p7")), "test");

    // Then all is well
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(site.health("partial-entries").level()).isEqualTo(HealthState.Level.UP));
  }

  private static HotlistEntry entry(String entryId, String plate, Instant expiresAt) {
    return HotlistEntry.newBuilder()
        .setEntryId(entryId)
        .setListId("svs")
        .setPlateText(plate)
        .setPlateKey(plate.contains("?") ? "" : plate)
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.HIGH)
        .setSourceAgency("Sheriff")
        .setEffectiveAt(Instant.EPOCH)
        .setExpiresAt(expiresAt)
        .setAddedBy("test")
        .setAddedAt(NOW)
        .build();
  }

  private static OptOut optOut(Instant expiresAt) {
    return OptOut.newBuilder()
        .setPlateHash("0".repeat(64))
        .setKeyVersion(1)
        .setProofRef("proof")
        .setVerifiedBy("test")
        .setVerifiedAt(LONG_AGO)
        .setExpiresAt(expiresAt)
        .build();
  }
}
