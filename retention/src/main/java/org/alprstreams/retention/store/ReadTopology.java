package org.alprstreams.retention.store;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alprstreams.avro.LookBack;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.clock.ClockCheck;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.kafka.UndecodableOptOut;
import org.alprstreams.service.streams.GlobalListUpdater;
import org.alprstreams.service.streams.ListRevision;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Reads and images into window stores, and out of them what is looked back for.
 *
 * <p>Both come partitioned by plate key, and share their tasks: the purge of a read takes its
 * images along. Each task indexes its own reads by camera too, so a query for a camera asks every
 * partition, and no repartition topic holds a second copy that would have to expire as well.
 */
public final class ReadTopology {

  private static final String READS = "reads";
  private static final String IMAGES = "images";
  private static final String OPT_OUTS = "opt-out-entries";
  private static final String KEEP_READS = "keep-reads";
  private static final String KEEP_IMAGES = "keep-images";
  private static final String RECEIPTS = "deletion-receipts";
  private static final String RELAY_CORRECTIONS = "relay-corrections";
  private static final String LOOK_BACKS = "look-backs";
  private static final String LOOK_BACK = "look-back";
  private static final String LOOK_BACK_READS = "look-back-reads";

  private ReadTopology() {}

  /**
   * The topology.
   *
   * @param plan what to keep for how long
   * @param serdes for topics and stores
   * @param rule what decides whether a read is of an opted-out plate
   * @param lookBacks what may be looked back for
   * @param log where look-backs are recorded
   * @param erasing rewrites files
   * @param clock asked before anything is deleted because of the time
   * @param meters counts of what was kept and what went
   */
  public static Topology build(
      RetentionPlan plan,
      RecordSerdes serdes,
      OptOutRule rule,
      LookBackRules lookBacks,
      AccessLog log,
      Executor erasing,
      ClockCheck clock,
      RetentionMeters meters) {
    ListRevision revision = new ListRevision();
    StringDeserializer keys = new StringDeserializer();
    Topology topology = new Topology();
    topology.addGlobalStore(
        optOuts(serdes),
        OPT_OUTS,
        keys,
        UndecodableOptOut.deserializer(serdes.<OptOut>value(Topics.OPT_OUTS).deserializer()),
        Topics.OPT_OUTS.name(),
        "keep-opt-outs",
        () -> new GlobalListUpdater<>(ReadStores.OPT_OUTS, revision));
    topology.addSource(READS, keys, serdes.value(Topics.READS).deserializer(), Topics.READS.name());
    topology.addSource(
        IMAGES, keys, serdes.value(Topics.READ_IMAGES).deserializer(), Topics.READ_IMAGES.name());
    topology.addProcessor(
        KEEP_READS, () -> new ReadKeeper(plan, rule, revision, erasing, clock, meters), READS);
    topology.addProcessor(RELAY_CORRECTIONS, CorrectionRelay::new, READS);
    topology.addProcessor(
        KEEP_IMAGES, () -> new ImageKeeper(plan, rule, erasing, clock, meters), IMAGES);
    topology.addSource(
        LOOK_BACKS, keys, serdes.value(Topics.LOOK_BACKS).deserializer(), Topics.LOOK_BACKS.name());
    topology.addProcessor(
        LOOK_BACK, () -> new LookBackClerk(plan, lookBacks, rule, log, meters), LOOK_BACKS);
    topology.addStateStore(
        WindowStores.store(ReadStores.READS_BY_PLATE, plan.reads(), serdes.store(PlateRead.class)),
        KEEP_READS,
        LOOK_BACK);
    topology.addStateStore(
        WindowStores.store(ReadStores.READS_BY_CAMERA, plan.reads(), Serdes.String()),
        KEEP_READS,
        KEEP_IMAGES);
    topology.addStateStore(
        WindowStores.store(ReadStores.READ_IMAGES, plan.images(), serdes.store(ReadImage.class)),
        KEEP_READS,
        KEEP_IMAGES,
        LOOK_BACK);
    topology.addStateStore(waiting(serdes, lookBacks), LOOK_BACK);
    topology.addSink(
        RECEIPTS,
        Topics.DELETIONS.name(),
        new StringSerializer(),
        serdes.value(Topics.DELETIONS).serializer(),
        KEEP_READS);
    topology.addSink(
        "corrections",
        Topics.CORRECTIONS.name(),
        new StringSerializer(),
        serdes.value(Topics.CORRECTIONS).serializer(),
        ReadTopology::everyPartition,
        RELAY_CORRECTIONS);
    topology.addSink(
        LOOK_BACK_READS,
        Topics.LOOK_BACK_READS.name(),
        new StringSerializer(),
        serdes.value(Topics.LOOK_BACK_READS).serializer(),
        LOOK_BACK);
    return topology;
  }

  /** Any case may hold a copy of the read (KIP-837). */
  private static Optional<Set<Integer>> everyPartition(
      String topic, String readId, ReadCorrections corrections, int partitions) {
    return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
  }

  /** In memory, so that a request leaves nothing in files; logged, so that a crash loses none. */
  private static StoreBuilder<?> waiting(RecordSerdes serdes, LookBackRules rules) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(ReadStores.WAITING_LOOK_BACKS),
            Serdes.String(),
            serdes.store(LookBack.class))
        .withLoggingEnabled(rules.changelog());
  }

  /** In memory: small, read from its topic at every start, so that no stale copy is on a disk. */
  private static StoreBuilder<?> optOuts(RecordSerdes serdes) {
    Serde<OptOut> values = serdes.store(OptOut.class);
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(ReadStores.OPT_OUTS), Serdes.String(), values)
        .withLoggingDisabled();
  }
}
