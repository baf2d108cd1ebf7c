package org.alprstreams.deploy.deletion;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.matching.MatchingSettings;
import org.alprstreams.matching.MatchingTopology;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.recognition.RecognitionSettings;
import org.alprstreams.recognition.RecognitionTopology;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.retention.RetentionSettings;
import org.alprstreams.retention.RetentionTopology;
import org.alprstreams.retention.evidence.EvidenceIndex;
import org.alprstreams.retention.store.LookBackRules;
import org.alprstreams.retention.store.OptOutRule;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.topics.RetentionSchedule;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder;

/**
 * The topologies of all applications that have one, as they would run under a policy. Ingest and
 * the console have none: they write to and follow topics of the catalogue. Test support.
 */
record Topologies(Settings settings, UsagePolicy policy, RetentionSchedule schedule) {

  private static final String SECRET = "5a".repeat(32);

  /** The inside of each topology, which alone tells the settings of internal topics. */
  List<InternalTopologyBuilder> all() {
    return List.of(recognition(), matching(), retention());
  }

  /** Settings of internal topics whose stores give none. */
  Map<String, String> internalDefaults() {
    return schedule.internalDefaults();
  }

  private InternalTopologyBuilder recognition() {
    return inside(
        "alpr-recognition",
        RecognitionTopology.build(
            settings.of(RecognitionSettings.class),
            new BlindReader(),
            RecordSerdes.registryFree(),
            new SimpleMeterRegistry()));
  }

  private InternalTopologyBuilder matching() {
    OptOutSettings optOuts =
        Settings.of(Map.of("alpr.opt-out.secret", SECRET)).of(OptOutSettings.class);
    return inside(
        MatchingApplication.APPLICATION_ID,
        MatchingTopology.build(
            MatchingApplication.rules(settings.of(MatchingSettings.class), optOuts, policy),
            OptOutKeys.of(optOuts),
            RecordSerdes.registryFree(),
            new SimpleMeterRegistry(),
            properties(MatchingApplication.APPLICATION_ID)));
  }

  private InternalTopologyBuilder retention() {
    OptOutSettings optOuts =
        Settings.of(Map.of("alpr.opt-out.secret", SECRET)).of(OptOutSettings.class);
    return inside(
        RetentionApplication.APPLICATION_ID,
        RetentionTopology.build(
            RetentionApplication.plan(settings.of(RetentionSettings.class), policy, "here:1"),
            RecordSerdes.registryFree(),
            new OptOutRule(
                OptOutSettings.hash(optOuts), new LookAlikeReadings(optOuts.lookAlikeThreshold())),
            new LookBackRules(
                policy,
                schedule.longestLookBack(),
                schedule.expiringChangelog(DataClass.TRANSIENT)),
            RetentionApplication.evidence(settings.of(RetentionSettings.class), policy, schedule),
            new EvidenceIndex(),
            null,
            now -> now,
            new RetentionMeters(new SimpleMeterRegistry())));
  }

  private static InternalTopologyBuilder inside(String applicationId, Topology topology) {
    try {
      Field builder = Topology.class.getDeclaredField("internalTopologyBuilder");
      builder.setAccessible(true);
      InternalTopologyBuilder inside =
          ((InternalTopologyBuilder) builder.get(topology))
              .rewriteTopology(new StreamsConfig(properties(applicationId)));
      inside.buildTopology(); // Only then do stores have changelogs.
      return inside;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("Kafka Streams keeps its topologies otherwise than in 4.3.1", e);
    }
  }

  private static Properties properties(String applicationId) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    return properties;
  }

  /** Recognition keeps nothing, whoever reads. */
  private static final class BlindReader implements PlateReader {

    @Override
    public List<Look> read(FrameImage frame) {
      return List.of();
    }

    @Override
    public List<Look> readCrop(FrameImage crop) {
      return List.of();
    }

    @Override
    public Engine engine() {
      return new Engine("blind", "0");
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
