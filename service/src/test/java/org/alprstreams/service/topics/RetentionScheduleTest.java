package org.alprstreams.service.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Cleanup;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetentionScheduleTest {

  private static final TopicSettings SETTINGS = Settings.of(Map.of()).of(TopicSettings.class);
  private static final Duration OVERHEAD = Duration.ofMinutes(7);

  @TempDir Path directory;

  static List<Topic<?>> topics() {
    return Topics.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void noTopicKeepsLongerThanThePolicySays(Topic<?> topic) throws IOException {
    // Given
    UsagePolicy policy = UsagePolicy.losAltosHills();

    // When
    Map<String, String> settings = RetentionSchedule.of(policy, SETTINGS).topic(topic);

    // Then
    assertThat(millis(settings, "message.timestamp.after.max.ms")).isLessThanOrEqualTo(60_000);
    switch (topic.dataClass()) {
      case TRANSIENT -> assertWithin(settings, policy.transientRetention());
      case READ -> assertWithin(settings, policy.readRetention());
      case IMAGE -> assertWithin(settings, policy.imageRetention());
      case AUDIT ->
          assertThat(millis(settings, "retention.ms"))
              .isGreaterThanOrEqualTo(policy.auditRetention().toMillis());
      case CASE, UNTIL_REMOVED -> assertCompacted(topic, settings);
    }
  }

  @Test
  void thirtyDaysBecomeTwentyNineAndSegmentsOfSixHours() throws IOException {
    // When
    Map<String, String> settings =
        RetentionSchedule.of(UsagePolicy.losAltosHills(), SETTINGS).topic(Topics.ALERT_ACTIONS);

    // Then
    assertThat(settings)
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", String.valueOf(Duration.ofDays(29).toMillis()))
        .containsEntry("segment.ms", String.valueOf(Duration.ofHours(6).toMillis()));
  }

  @ParameterizedTest
  @CsvSource({"PT10M", "PT15M", "PT1H", "PT6H", "P1D", "P2D", "P7D", "P365D"})
  void worstCaseStaysWithinShortAndLongLimits(Duration limit) {
    // When
    Map<String, String> settings = schedule(limit).topic(Topics.ALERT_ACTIONS);

    // Then
    assertWithin(settings, limit);
  }

  @Property(tries = 300)
  void worstCaseStaysWithinEveryLimitThatTheBrokerCanHold(
      @ForAll @LongRange(min = 600, max = 157_680_000) long seconds) {
    // Given
    Duration limit = Duration.ofSeconds(seconds);

    // When
    Map<String, String> settings = schedule(limit).topic(Topics.ALERT_ACTIONS);

    // Then
    assertWithin(settings, limit);
    assertThat(millis(settings, "retention.ms")).isPositive();
    assertThat(millis(settings, "segment.ms")).isPositive();
  }

  @Test
  void limitShorterThanTheBrokerTakesToLookStillKeepsSomething() {
    // When
    Map<String, String> settings = schedule(Duration.ofMinutes(2)).topic(Topics.FRAMES);

    // Then
    assertThat(millis(settings, "retention.ms")).isEqualTo(15_000);
    assertThat(millis(settings, "segment.ms")).isEqualTo(1_000);
  }

  @Test
  void readsAreHandedOverWithinThreeDaysWhichOutlastsAWeekend() throws IOException {
    // Given
    RetentionSchedule schedule = RetentionSchedule.of(UsagePolicy.losAltosHills(), SETTINGS);

    for (Topic<?> topic : List.of(Topics.READS, Topics.READ_IMAGES)) {
      // When
      Map<String, String> settings = schedule.topic(topic);

      // Then: from Friday six in the evening to Monday eight in the morning
      assertWithin(settings, Duration.ofDays(3));
      assertThat(millis(settings, "retention.ms"))
          .isGreaterThanOrEqualTo(Duration.ofHours(62).toMillis());
    }
    assertThat(schedule.limit(DataClass.READ)).isEqualTo(Duration.ofDays(30));
  }

  @Property(tries = 300)
  void handOverIsNeverLongerThanThePolicyNorThanItsSetting(
      @ForAll @LongRange(min = 600, max = 5_000_000) long policy,
      @ForAll @LongRange(min = 600, max = 5_000_000) long handOver) {
    // Given
    TopicSettings settings =
        Settings.of(Map.of("alpr.topics.hand-over", "PT" + handOver + "S")).of(TopicSettings.class);

    // When
    Map<String, String> topic = schedule(Duration.ofSeconds(policy), settings).topic(Topics.READS);

    // Then
    assertWithin(topic, Duration.ofSeconds(Math.min(policy, handOver)));
  }

  @Test
  void laterRevisionsOfAnAlertReplaceEarlierOnesAndAllGoWithThePolicy() throws IOException {
    // Given
    UsagePolicy policy = UsagePolicy.losAltosHills();

    // When
    Map<String, String> settings = RetentionSchedule.of(policy, SETTINGS).topic(Topics.ALERTS);

    // Then
    assertThat(settings).containsEntry("cleanup.policy", "compact,delete");
    assertWithin(settings, policy.readRetention());
    assertThat(millis(settings, "max.compaction.lag.ms"))
        .isLessThanOrEqualTo(Duration.ofHours(6).toMillis());
  }

  @Test
  void picturesFitAndAreNotCompressedAgain() throws IOException {
    // Given
    RetentionSchedule schedule = RetentionSchedule.of(UsagePolicy.losAltosHills(), SETTINGS);

    // Then
    assertThat(schedule.topic(Topics.FRAMES))
        .containsEntry("compression.type", "uncompressed")
        .containsEntry("max.message.bytes", "10485760");
    assertThat(schedule.topic(Topics.HOTLIST)).doesNotContainKey("max.message.bytes");
  }

  @ParameterizedTest
  @CsvSource({"PT2H", "P1D", "P7D", "P10D", "P30D", "P365D"})
  void changelogsThatAreBroughtDownAreWithinTheirLimit(Duration limit) {
    // Given
    RetentionSchedule schedule =
        RetentionSchedule.of(
            Map.of(
                DataClass.TRANSIENT, Duration.ofMinutes(30),
                DataClass.READ, limit,
                DataClass.IMAGE, limit,
                DataClass.AUDIT, limit),
            SETTINGS);

    for (InternalTopic topic : InternalTopics.all()) {
      if (topic.dataClass() != DataClass.UNTIL_REMOVED) {
        // When
        TopicLifetime lifetime = schedule.lifetime(topic, schedule.most(topic));

        // Then
        assertThat(lifetime.isWithin()).as(lifetime.toString()).isTrue();
      }
    }
  }

  @Test
  void everyDelayOfAChangelogOfReadsIsInItsWorstCase() throws IOException {
    // Given
    RetentionSchedule schedule = RetentionSchedule.of(UsagePolicy.losAltosHills(), SETTINGS);
    InternalTopic changelog =
        new InternalTopic("changelog", DataClass.READ, InternalTopic.Kind.WINDOWS);
    Map<String, String> settings =
        Map.of(
            "cleanup.policy", "compact,delete",
            "retention.ms", String.valueOf(Duration.ofDays(20).toMillis()),
            "segment.ms", String.valueOf(Duration.ofHours(3).toMillis()),
            "max.compaction.lag.ms", String.valueOf(Duration.ofHours(2).toMillis()),
            "delete.retention.ms", String.valueOf(Duration.ofHours(1).toMillis()));

    // When
    Duration worst = schedule.lifetime(changelog, settings).worstCase().orElseThrow();

    // Then: the burial's turn; twice a segment, which lag cuts short, the record that closes it,
    // compaction's wait and its work; the tombstone's time; and what the broker takes to delete
    assertThat(worst)
        .isEqualTo(
            Duration.ofDays(20)
                .plusHours(3)
                .plus(Duration.ofHours(2 + 3 + 2).plusMinutes(1).multipliedBy(2))
                .plusHours(1)
                .plus(OVERHEAD));
  }

  @Test
  void changelogOfWhatWaitsIsBoundByItsAgeOnlyWhereCompactionDoesNotWait() throws IOException {
    // Given
    RetentionSchedule schedule = RetentionSchedule.of(UsagePolicy.losAltosHills(), SETTINGS);
    InternalTopic waiting = InternalTopics.waiting().get(0);
    Map<String, String> settings = new HashMap<>(schedule.expiringChangelog(DataClass.TRANSIENT));

    // When / Then
    assertThat(schedule.lifetime(waiting, settings).worstCase()).hasValue(Duration.ofMinutes(29));

    // When / Then
    settings.put("max.compaction.lag.ms", String.valueOf(Duration.ofHours(6).toMillis()));
    assertThat(schedule.lifetime(waiting, settings).isWithin()).isFalse();
  }

  @Test
  void readsThatAreHandedOverForAsLongAsThePolicyAllowsMayBeAsOldAsTheStoresShow()
      throws IOException {
    // Given
    TopicSettings settings =
        Settings.of(Map.of("alpr.topics.hand-over", "P30D")).of(TopicSettings.class);

    // When
    Map<String, String> reads =
        RetentionSchedule.of(UsagePolicy.losAltosHills(), settings).topic(Topics.READS);

    // Then: nor may they be late beyond the limit
    assertThat(millis(reads, "retention.ms")).isEqualTo(Duration.ofDays(29).toMillis());
    assertWithin(reads, Duration.ofDays(30).minusMinutes(30));
  }

  @Test
  void readsOfAShortPolicyMayBeWrittenLate() {
    // Given looks that wait for half an hour at most
    RetentionSchedule schedule =
        RetentionSchedule.of(
            Map.of(
                DataClass.TRANSIENT, Duration.ofMinutes(30),
                DataClass.READ, Duration.ofHours(2),
                DataClass.IMAGE, Duration.ofHours(2),
                DataClass.AUDIT, Duration.ofHours(2)),
            SETTINGS);

    // When / Then
    assertWithin(schedule.topic(Topics.READS), Duration.ofMinutes(90));
  }

  @Test
  void alertsOfALookBackAreGoneWithTheReadsTheyShow() throws IOException {
    // Given a policy that allows it; the alert of the oldest read lies among those of today
    UsagePolicy policy = lookingBack();
    RetentionSchedule schedule = RetentionSchedule.of(policy, SETTINGS);

    // When
    Map<String, String> settings = schedule.topic(Topics.ALERTS);

    // Then
    assertThat(schedule.longestLookBack()).isEqualTo(Duration.ofDays(7));
    assertWithin(settings, policy.readRetention().minus(schedule.longestLookBack()));
    assertWithin(schedule.topic(Topics.LOOK_BACK_READS), policy.transientRetention());
    assertThat(schedule.topic(Topics.READS))
        .isEqualTo(RetentionSchedule.of(UsagePolicy.losAltosHills(), SETTINGS).topic(Topics.READS));
  }

  @Test
  void alertThatIsRecalledADayLaterIsGoneWithThoseOfItsOwnDay() throws IOException {
    // Given: it has the time of its capture, and lies behind the alerts of a day later
    UsagePolicy policy = UsagePolicy.losAltosHills();
    RetentionSchedule schedule = RetentionSchedule.of(policy, SETTINGS);
    Duration life = RetentionSchedule.longestAlertLife(policy);

    // When
    Duration buried = schedule.burialAge(Topics.ALERTS);
    Duration worst =
        schedule.lifetime(Topics.ALERTS, schedule.topic(Topics.ALERTS)).worstCase().orElseThrow();

    // Then
    assertThat(life).isEqualTo(Duration.ofDays(1));
    assertThat(buried).isEqualTo(Duration.ofDays(28));
    assertThat(worst).isGreaterThan(buried.plus(life)).isLessThan(policy.readRetention());
  }

  @Test
  void nobodyLooksBackUnlessThePolicyAllowsIt() throws IOException {
    // Given
    UsagePolicy policy = UsagePolicy.losAltosHills();

    // When
    RetentionSchedule schedule = RetentionSchedule.of(policy, SETTINGS);

    // Then
    assertThat(schedule.longestLookBack()).isZero();
    assertThat(schedule.topic(Topics.ALERTS))
        .containsEntry("retention.ms", String.valueOf(Duration.ofDays(29).toMillis()));
  }

  @Test
  void aLookBackReachesAQuarterOfTheReadsTimeAtMost() throws IOException {
    // Given
    TopicSettings settings =
        Settings.of(Map.of("alpr.topics.longest-look-back", "P20D")).of(TopicSettings.class);

    // When
    RetentionSchedule schedule = RetentionSchedule.of(lookingBack(), settings);

    // Then
    assertThat(schedule.longestLookBack()).isEqualTo(Duration.ofDays(30).dividedBy(4));
  }

  @Test
  void listsHaveNoLimitOfAge() throws IOException {
    // Given
    RetentionSchedule schedule = RetentionSchedule.of(UsagePolicy.losAltosHills(), SETTINGS);

    // When / Then
    assertThatThrownBy(() -> schedule.limit(DataClass.UNTIL_REMOVED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UNTIL_REMOVED");
  }

  /** The Town's policy, but with the one switch on. */
  private UsagePolicy lookingBack() throws IOException {
    try (InputStream file = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String town = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return UsagePolicy.load(
          List.of(
              Files.writeString(
                  directory.resolve("policy.yaml"),
                  town.replace("lookBackAllowed: false", "lookBackAllowed: true"))));
    }
  }

  private static RetentionSchedule schedule(Duration limit) {
    return schedule(limit, SETTINGS);
  }

  private static RetentionSchedule schedule(Duration limit, TopicSettings settings) {
    return RetentionSchedule.of(
        Map.of(
            DataClass.TRANSIENT, limit,
            DataClass.READ, limit,
            DataClass.IMAGE, limit,
            DataClass.AUDIT, limit),
        settings);
  }

  private static void assertWithin(Map<String, String> settings, Duration limit) {
    long worst =
        millis(settings, "retention.ms") + millis(settings, "segment.ms") + OVERHEAD.toMillis();
    assertThat(worst).isLessThanOrEqualTo(limit.toMillis());
  }

  private static void assertCompacted(Topic<?> topic, Map<String, String> settings) {
    assertThat(topic.cleanup()).isEqualTo(Cleanup.COMPACT);
    assertThat(settings)
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
    assertThat(millis(settings, "max.compaction.lag.ms"))
        .isLessThanOrEqualTo(Duration.ofHours(12).toMillis());
    assertThat(millis(settings, "delete.retention.ms"))
        .isGreaterThanOrEqualTo(Duration.ofDays(7).toMillis());
  }

  private static long millis(Map<String, String> settings, String name) {
    return Long.parseLong(settings.get(name));
  }
}
