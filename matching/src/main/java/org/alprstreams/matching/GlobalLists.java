package org.alprstreams.matching;

import org.alprstreams.avro.Camera;
import org.alprstreams.avro.OptOut;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.UndecodableOptOut;
import org.alprstreams.service.streams.GlobalListUpdater;
import org.alprstreams.service.streams.ListRevision;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

/**
 * The lists that every instance has whole. In memory: what is taken off them is gone at once, files
 * and all. Kafka Streams fills them before it lets any record through.
 */
final class GlobalLists {

  static final String OPT_OUTS = "opt-outs";
  static final String CAMERAS = "cameras";
  static final String PARTIAL_ENTRIES = "partial-entries";

  private final ListRevision optOuts = new ListRevision();
  private final ListRevision partials = new ListRevision();

  /** Changes of the opt-out list. */
  ListRevision optOuts() {
    return optOuts;
  }

  /** Changes of the partial entries. */
  ListRevision partials() {
    return partials;
  }

  void addTo(StreamsBuilder builder, RecordSerdes serdes) {
    Serde<OptOut> entries = serdes.value(Topics.OPT_OUTS);
    add(
        builder,
        serdes,
        Topics.OPT_OUTS,
        Serdes.serdeFrom(
            entries.serializer(), UndecodableOptOut.deserializer(entries.deserializer())),
        OPT_OUTS,
        optOuts);
    add(
        builder,
        serdes,
        Topics.PARTIAL_ENTRIES,
        serdes.value(Topics.PARTIAL_ENTRIES),
        PARTIAL_ENTRIES,
        partials);
    builder.globalTable(
        Topics.CAMERAS.name(),
        Consumed.with(Serdes.String(), serdes.value(Topics.CAMERAS)).withName(CAMERAS),
        Materialized.<String, Camera>as(Stores.inMemoryKeyValueStore(CAMERAS)));
  }

  private static <V extends SpecificRecord> void add(
      StreamsBuilder builder,
      RecordSerdes serdes,
      Topic<V> topic,
      Serde<V> entries,
      String store,
      ListRevision revision) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(store),
                Serdes.String(),
                serdes.store(topic.valueType()))
            .withLoggingDisabled(),
        topic.name(),
        Consumed.with(Serdes.String(), entries).withName(store),
        () -> new GlobalListUpdater<>(store, revision));
  }
}
