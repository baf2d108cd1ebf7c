package org.alprstreams.matching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology with its topics, at the hands of a test. */
final class TopologyFixture implements AutoCloseable {

  private static final RecordSerdes SERDES = RecordSerdes.registryFree();

  /** Of this process alone: the default is one for all test runs of a machine. */
  private static final Path STATE =
      Path.of("target", "topology-tests-" + ProcessHandle.current().pid());

  private static final Duration IN_STEPS = Duration.ofSeconds(20);

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TopologyTestDriver driver;
  final TestInputTopic<String, PlateCandidate> candidates;
  final TestInputTopic<String, OptOut> optOuts;
  final TestInputTopic<String, HotlistEntry> hotlist;
  final TestInputTopic<String, Camera> cameras;
  final TestInputTopic<String, LookBackRead> lookBackReads;
  final TestOutputTopic<String, PlateRead> reads;
  final TestOutputTopic<String, ReadImage> images;
  final TestOutputTopic<String, Alert> alerts;

  TopologyFixture() {
    this(TestData.RULES);
  }

  TopologyFixture(MatchingRules rules) {
    driver = new TopologyTestDriver(topology(rules, meters), properties(), TestData.START);
    candidates = input(Topics.CANDIDATES);
    optOuts = input(Topics.OPT_OUTS);
    hotlist = input(Topics.HOTLIST);
    cameras = input(Topics.CAMERAS);
    lookBackReads = input(Topics.LOOK_BACK_READS);
    reads = output(Topics.READS);
    images = output(Topics.READ_IMAGES);
    alerts = output(Topics.ALERTS);
  }

  static Topology topology(MatchingRules rules, MeterRegistry meters) {
    return MatchingTopology.build(rules, TestData.KEYS, SERDES, meters, properties());
  }

  static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "matching-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, STATE.toString());
    properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return properties;
  }

  void look(TestData.LookBuilder look) {
    PlateCandidate candidate = look.build();
    candidates.pipeInput(candidate.getCameraId(), candidate, candidate.getCapturedAt());
  }

  void optOut(String plate) {
    optOut(plate, null);
  }

  void optOut(String plate, Instant expiresAt) {
    optOuts.pipeInput(TestData.KEYS.checkKey(), TestData.optOut(null));
    optOuts.pipeInput(TestData.KEYS.of(new PlateText(plate)), TestData.optOut(expiresAt));
  }

  void list(HotlistEntry entry) {
    hotlist.pipeInput(entry.getEntryId(), entry);
  }

  void unlist(String entryId) {
    hotlist.pipeInput(entryId, (HotlistEntry) null);
  }

  /** Lets time pass as it does: by ticks. Of a long time only the end. */
  void pass(Duration time) {
    Duration jumped = time.minus(IN_STEPS);
    if (!jumped.isNegative() && !jumped.isZero()) {
      driver.advanceWallClockTime(jumped);
    }
    Duration rest = jumped.isNegative() ? time : IN_STEPS;
    for (; rest.compareTo(PassageProcessor.TICK) > 0; rest = rest.minus(PassageProcessor.TICK)) {
      driver.advanceWallClockTime(PassageProcessor.TICK);
    }
    driver.advanceWallClockTime(rest);
  }

  List<PlateRead> newReads() {
    return reads.readValuesToList();
  }

  List<Alert> newAlerts() {
    return alerts.readValuesToList();
  }

  double count(String meter, String... tags) {
    Counter counter = meters.find(meter).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  @Override
  public void close() {
    driver.close();
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(),
        new StringSerializer(),
        SERDES.value(topic).serializer(),
        TestData.START,
        Duration.ZERO);
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), SERDES.value(topic).deserializer());
  }
}
