package org.alprstreams.retention.evidence;

import java.util.concurrent.Executor;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.retention.clock.ClockCheck;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.streams.GlobalListUpdater;
import org.alprstreams.service.streams.ListRevision;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Evidence, and what decides how long it is kept. The topic of evidence is the store's changelog
 * (KIP-813): there is one copy on the broker, and what is deleted from it is deleted everywhere.
 */
public final class EvidenceTopology {

  private static final String EVIDENCE = "evidence-entries";
  private static final String KEEP = "keep-evidence";
  private static final String EXPIRE = "expire-evidence";
  private static final String CORRECTIONS = "correction-entries";
  private static final String CORRECT = "correct-evidence";

  private EvidenceTopology() {}

  /**
   * Adds it to a topology.
   *
   * @param rules how long evidence is kept
   * @param serdes for topics and stores
   * @param policyVersion for receipts
   * @param instance this process, for receipts
   * @param index shows routes which evidence this process keeps
   * @param erasing rewrites files
   * @param clock asked before anything is deleted because of the time
   * @param meters age of the oldest evidence
   */
  public static void add(
      Topology topology,
      EvidenceRules rules,
      RecordSerdes serdes,
      String policyVersion,
      String instance,
      EvidenceIndex index,
      Executor erasing,
      ClockCheck clock,
      RetentionMeters meters) {
    addList(
        topology,
        serdes,
        Topics.HOLDS,
        UndecodableHold.deserializer(serdes.<CourtHold>value(Topics.HOLDS).deserializer()),
        EvidenceStores.HOLDS);
    addList(
        topology,
        serdes,
        Topics.INVESTIGATIONS,
        UndecodableCase.deserializer(
            serdes.<Investigation>value(Topics.INVESTIGATIONS).deserializer()),
        EvidenceStores.INVESTIGATIONS);
    Serde<Evidence> pieces = UndecodableEvidence.serde(serdes.value(Topics.EVIDENCE));
    topology.addReadOnlyStateStore(
        store(pieces),
        EVIDENCE,
        new StringDeserializer(),
        pieces.deserializer(),
        Topics.EVIDENCE.name(),
        KEEP,
        () -> new EvidenceKeeper(rules, erasing));
    topology.addProcessor(
        EXPIRE,
        () -> new EvidenceExpiry(rules, policyVersion, instance, index, clock, meters),
        EVIDENCE);
    topology.connectProcessorAndStateStores(EXPIRE, EvidenceStores.EVIDENCE);
    topology.addSink(
        EvidenceExpiry.TOMBSTONES,
        Topics.EVIDENCE.name(),
        new StringSerializer(),
        pieces.serializer(),
        new CasePartitioner(),
        EXPIRE);
    topology.addSource(
        CORRECTIONS,
        new StringDeserializer(),
        serdes.value(Topics.CORRECTIONS).deserializer(),
        Topics.CORRECTIONS.name());
    topology.addProcessor(
        CORRECT, () -> new EvidenceCorrector(rules.sweepInterval()), EVIDENCE, CORRECTIONS);
    topology.connectProcessorAndStateStores(CORRECT, EvidenceStores.EVIDENCE);
    topology.addSink(
        "corrected-evidence",
        Topics.EVIDENCE.name(),
        new StringSerializer(),
        pieces.serializer(),
        new CasePartitioner(),
        CORRECT);
    topology.addSink(
        EvidenceExpiry.RECEIPTS,
        Topics.DELETIONS.name(),
        new StringSerializer(),
        serdes.value(Topics.DELETIONS).serializer(),
        EXPIRE);
  }

  /** With the topic's own serde: what is restored are the topic's bytes as they are. */
  private static StoreBuilder<?> store(Serde<Evidence> pieces) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(EvidenceStores.EVIDENCE), Serdes.String(), pieces);
  }

  /**
   * In memory: small, read from its topic at every start. The store has a format of its own, so
   * that what stands in for an order needs no registry.
   */
  private static <V extends SpecificRecord> void addList(
      Topology topology,
      RecordSerdes serdes,
      Topic<V> topic,
      Deserializer<V> entries,
      String store) {
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(store),
                Serdes.String(),
                serdes.store(topic.valueType()))
            .withLoggingDisabled(),
        store + "-entries",
        new StringDeserializer(),
        entries,
        topic.name(),
        "keep-" + store,
        () -> new GlobalListUpdater<>(store, new ListRevision()));
  }
}
