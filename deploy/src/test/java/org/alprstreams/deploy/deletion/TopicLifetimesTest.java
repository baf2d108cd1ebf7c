package org.alprstreams.deploy.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.topics.InternalTopic;
import org.alprstreams.service.topics.InternalTopics;
import org.alprstreams.service.topics.LifetimeTable;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.TopicLifetime;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.streams.processor.internals.InternalTopicConfig;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder.TopicsInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a byte can be in any topic of any application, beside what the policy allows. */
class TopicLifetimesTest {

  private static final Path TABLE = Path.of("..", "docs", "topics.md");
  private static final Set<String> REPARTITIONS =
      Set.of("alpr-matching-hotlist-by-plate-key-repartition");

  @TempDir Path directory;

  @Test
  void noTopicKeepsLongerThanTheShippedPolicyAndTheCommittedTableSaysSo() throws IOException {
    // When
    List<TopicLifetime> lifetimes = lifetimes(UsagePolicy.losAltosHills());

    // Then: after an intended change, copy the actual table into the file
    String table = LifetimeTable.of(lifetimes);
    System.out.print(table);
    assertThat(lifetimes).allSatisfy(lifetime -> assertThat(lifetime.isWithin()).isTrue());
    assertThat(Files.readString(TABLE)).endsWith("\n\n" + table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "P1D", "P3D", "P10D", "P60D", "P365D"})
  void noTopicKeepsLongerThanOtherPolicies(String reads) throws IOException {
    // Given images that may be kept for half as long, and reads that may be looked back for
    Duration images = Duration.parse(reads).dividedBy(2);
    UsagePolicy policy =
        policy(
            town ->
                town.replace("reads: P30D", "reads: " + reads)
                    .replace("images: P30D", "images: " + images)
                    .replace("lookBackAllowed: false", "lookBackAllowed: true"));

    // When
    List<TopicLifetime> lifetimes = lifetimes(policy);

    // Then
    assertThat(policy.imageRetention()).isEqualTo(images);
    assertThat(lifetimes)
        .allSatisfy(lifetime -> assertThat(lifetime.isWithin()).as(lifetime.toString()).isTrue());
  }

  @Test
  void whatIsRemovedFromAListIsGoneWithinThirteenHours() throws IOException {
    // When
    List<TopicLifetime> lists =
        lifetimes(UsagePolicy.losAltosHills()).stream()
            .filter(lifetime -> lifetime.limit().isEmpty())
            .filter(lifetime -> !REPARTITIONS.contains(lifetime.topic()))
            .toList();

    // Then
    assertThat(lists)
        .hasSizeGreaterThan(8)
        .allSatisfy(
            list -> assertThat(list.worstCase()).hasValue(Duration.ofHours(13).plusMinutes(2)));
  }

  @Test
  void everyTopicOfEveryTopologyIsListedAndNoReadGoesThroughARepartition() throws IOException {
    // Given
    Topologies topologies = topologies(UsagePolicy.losAltosHills());

    // When
    Map<String, InternalTopicConfig> internal = internal(topologies);
    Set<String> others =
        topologies.all().stream()
            .flatMap(topology -> topology.subtopologyToTopicsInfo().values().stream())
            .flatMap(
                topics -> Stream.concat(topics.sourceTopics.stream(), topics.sinkTopics.stream()))
            .filter(name -> !internal.containsKey(name))
            .collect(Collectors.toCollection(TreeSet::new));

    // Then
    assertThat(internal.keySet())
        .as("add new stores to InternalTopics, and take out those that are no more")
        .containsExactlyInAnyOrderElementsOf(
            InternalTopics.all().stream().map(InternalTopic::name).toList());
    assertThat(Topics.all().stream().map(Topic::name)).containsAll(others);
    assertThat(internal.keySet().stream().filter(name -> name.endsWith("-repartition")))
        .containsExactlyElementsOf(REPARTITIONS);
  }

  private List<TopicLifetime> lifetimes(UsagePolicy policy) {
    Topologies topologies = topologies(policy);
    RetentionSchedule schedule = topologies.schedule();
    Map<String, InternalTopicConfig> internal = internal(topologies);
    List<TopicLifetime> lifetimes = new ArrayList<>();
    Topics.all().forEach(topic -> lifetimes.add(schedule.lifetime(topic, schedule.topic(topic))));
    InternalTopics.all()
        .forEach(
            topic ->
                lifetimes.add(
                    schedule.lifetime(topic, settings(internal.get(topic.name()), topologies))));
    return lifetimes;
  }

  /** As Kafka Streams would create it. */
  private static Map<String, String> settings(InternalTopicConfig topic, Topologies topologies) {
    long dayThatNoStoreMayNeed = Duration.ofDays(1).toMillis();
    return topic.properties(topologies.internalDefaults(), dayThatNoStoreMayNeed);
  }

  private static Map<String, InternalTopicConfig> internal(Topologies topologies) {
    Map<String, InternalTopicConfig> internal = new TreeMap<>();
    topologies.all().stream()
        .flatMap(topology -> topology.subtopologyToTopicsInfo().values().stream())
        .forEach(topics -> internal.putAll(internal(topics)));
    return internal;
  }

  private static Map<String, InternalTopicConfig> internal(TopicsInfo topics) {
    Map<String, InternalTopicConfig> internal = new HashMap<>(topics.repartitionSourceTopics);
    topics.nonSourceChangelogTopics().forEach(topic -> internal.put(topic.name(), topic));
    return internal;
  }

  private static Topologies topologies(UsagePolicy policy) {
    Settings settings = Settings.of(Map.of());
    return new Topologies(
        settings, policy, RetentionSchedule.of(policy, settings.of(TopicSettings.class)));
  }

  /** The Town's policy, changed. */
  private UsagePolicy policy(UnaryOperator<String> change) throws IOException {
    try (InputStream file = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String town = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return UsagePolicy.load(
          List.of(Files.writeString(directory.resolve("policy.yaml"), change.apply(town))));
    }
  }
}
