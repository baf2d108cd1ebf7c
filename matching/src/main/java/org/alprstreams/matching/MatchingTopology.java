package org.alprstreams.matching;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.ListedEntries;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.hotlist.EntriesOfKey;
import org.alprstreams.matching.hotlist.HotlistMatcher;
import org.alprstreams.matching.hotlist.PartialEntries;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.matching.passage.PassageTracker;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.rocksdb.Erasing;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Looks become reads, and reads become alerts.
 *
 * <p>The first half is keyed by camera: gate and passages. The second is keyed by plate key, as the
 * topics of reads are from the start, so that no read goes through a repartition topic: reads meet
 * the hotlist there. Only the hotlist itself, which is keyed by entry, is brought to plate keys.
 */
public final class MatchingTopology {

  static final String PASSAGES = "passages";
  static final String PASSAGE_IMAGES = "passage-images";
  static final String RAISED_ALERTS = "raised-alerts";
  static final String HOTLIST_ENTRIES = "hotlist-entries";
  static final String HOTLIST_BY_PLATE_KEY = "hotlist-by-plate-key";
  static final String COPIED_PARTIAL_ENTRIES = "copied-partial-entries";
  static final String WAITING_LOOK_BACKS = "waiting-look-backs";

  private final MatchingRules rules;
  private final RecordSerdes serdes;
  private final OptOutGate gate;
  private final AlertBook book;
  private final MatchingMeters meters;
  private final Executor erasing = Erasing.oneAtATime("matching-eraser");
  private final GlobalLists lists = new GlobalLists();
  private final SweepTimes sweeps = new SweepTimes();
  private final StreamsBuilder builder = new StreamsBuilder();

  private MatchingTopology(
      MatchingRules rules, OptOutKeys keys, RecordSerdes serdes, MeterRegistry meters) {
    this.rules = rules;
    this.serdes = serdes;
    this.gate = new OptOutGate(keys, new LookAlikeReadings(rules.lookAlikeThreshold()));
    this.book = new AlertBook(new HotlistMatcher(rules.matches()), rules.alerts());
    this.meters = new MatchingMeters(meters);
  }

  /**
   * The topology.
   *
   * @param properties those it will run with; without them it cannot be optimized
   */
  public static Topology build(
      MatchingRules rules,
      OptOutKeys keys,
      RecordSerdes serdes,
      MeterRegistry meters,
      Properties properties) {
    MatchingTopology topology = new MatchingTopology(rules, keys, serdes, meters);
    topology.lists.addTo(topology.builder, serdes);
    topology.reads();
    topology.alerts();
    return topology.builder.build(properties);
  }

  private void reads() {
    builder.addStateStore(transientStore(PASSAGES, CameraPassages.class));
    builder.addStateStore(transientStore(PASSAGE_IMAGES, PlateCandidate.class));
    KStream<String, ReadPublication> publications =
        builder.stream(Topics.CANDIDATES.name(), consumed(Topics.CANDIDATES, "candidates-source"))
            .process(
                () -> new PassageProcessor(new PassageTracker(rules.passages()), gate, meters),
                Named.as("gate-and-passages"),
                PASSAGES,
                PASSAGE_IMAGES);
    KStream<String, ReadPublication> news =
        publications.filterNot((key, publication) -> publication.seenAgain(), Named.as("news"));
    news.mapValues(ReadPublication::read, Named.as("pick-read"))
        .to(Topics.READS.name(), produced(Topics.READS, "reads-sink"));
    news.filter((key, publication) -> publication.image() != null, Named.as("with-image"))
        .mapValues(ReadPublication::image, Named.as("pick-image"))
        .to(Topics.READ_IMAGES.name(), produced(Topics.READ_IMAGES, "read-images-sink"));
    publications
        .process(InViewProcessor::new, Named.as("in-view"), PASSAGES, PASSAGE_IMAGES)
        .to(Topics.READS_IN_VIEW.name(), produced(Topics.READS_IN_VIEW, "reads-in-view-sink"));
  }

  private void alerts() {
    KTable<String, HotlistEntry> hotlist =
        builder.table(
            Topics.HOTLIST.name(),
            consumed(Topics.HOTLIST, "hotlist"),
            Materialized.<String, HotlistEntry>as(
                Stores.persistentTimestampedKeyValueStore(HOTLIST_ENTRIES)));
    copyPartialEntries(hotlist);
    KTable<String, ListedEntries> listed = byPlateKey(hotlist);
    erase(hotlist.toStream(Named.as("entries-to-erase")), HOTLIST_ENTRIES);
    erase(listed.toStream(Named.as("listed-to-erase")), HOTLIST_BY_PLATE_KEY);
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(RAISED_ALERTS),
                Serdes.String(),
                serdes.store(Alert.class))
            .withLoggingEnabled(ChangelogSettings.kept(rules.alerts().remembered())));
    builder.addStateStore(transientStore(WAITING_LOOK_BACKS, LookBackRead.class));
    KStream<String, Alert> fromReads =
        meeting(listed, Topics.READ_IMAGES, "read-images-source", "meet-hotlist", false)
            .merge(
                meeting(
                    listed,
                    Topics.READS_IN_VIEW,
                    "reads-in-view-source",
                    "meet-hotlist-again",
                    true),
                Named.as("reads-that-meet"))
            .process(
                () -> new AlertProcessor(book, gate, lists, rules.matches(), sweeps, meters),
                Named.as("alerts"),
                RAISED_ALERTS,
                WAITING_LOOK_BACKS,
                HOTLIST_BY_PLATE_KEY);
    KStream<String, Alert> fromHotlist =
        listed
            .toStream(Named.as("hotlist-changes"))
            .process(
                () -> new RecallProcessor(book, gate, sweeps, meters),
                Named.as("recalls"),
                RAISED_ALERTS);
    fromReads
        .merge(fromHotlist, Named.as("live-alerts"))
        .merge(fromLookBacks(), Named.as("all-alerts"))
        .to(Topics.ALERTS.name(), produced(Topics.ALERTS, "alerts-sink"));
  }

  private KStream<String, ReadWithEntries> meeting(
      KTable<String, ListedEntries> listed,
      Topic<ReadImage> topic,
      String source,
      String join,
      boolean again) {
    return builder.stream(topic.name(), consumed(topic, source))
        .leftJoin(
            listed,
            (image, entries) ->
                new ReadWithEntries(
                    image, entries == null ? List.<HotlistEntry>of() : entries.getEntries(), again),
            Joined.<String, ReadImage, ListedEntries>as(join));
  }

  /** Asks the table itself, not a join with it: a read waits for an entry that is on its way. */
  private KStream<String, Alert> fromLookBacks() {
    return builder.stream(
            Topics.LOOK_BACK_READS.name(),
            consumed(Topics.LOOK_BACK_READS, "look-back-reads-source"))
        .process(
            () ->
                new LookBackProcessor(
                    book, gate, rules.transientRetention().dividedBy(3), sweeps, meters),
            Named.as("look-backs"),
            WAITING_LOOK_BACKS,
            RAISED_ALERTS,
            HOTLIST_BY_PLATE_KEY);
  }

  private void copyPartialEntries(KTable<String, HotlistEntry> hotlist) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(COPIED_PARTIAL_ENTRIES),
                Serdes.String(),
                serdes.store(HotlistEntry.class))
            .withLoggingEnabled(ChangelogSettings.table()));
    hotlist
        .toStream(Named.as("entry-changes"))
        .process(
            PartialEntryProcessor::new, Named.as("copy-partial-entries"), COPIED_PARTIAL_ENTRIES)
        .to(
            Topics.PARTIAL_ENTRIES.name(),
            produced(Topics.PARTIAL_ENTRIES, "partial-entries-sink"));
  }

  private KTable<String, ListedEntries> byPlateKey(KTable<String, HotlistEntry> hotlist) {
    return hotlist
        .filterNot((entryId, entry) -> PartialEntries.isPartial(entry), Named.as("whole-plates"))
        .groupBy(
            (entryId, entry) -> KeyValue.pair(entry.getPlateKey(), entry),
            Grouped.with(HOTLIST_BY_PLATE_KEY, Serdes.String(), serdes.store(HotlistEntry.class)))
        .aggregate(
            EntriesOfKey::none,
            (plateKey, entry, entries) -> EntriesOfKey.with(entries, entry),
            (plateKey, entry, entries) -> EntriesOfKey.without(entries, entry),
            Named.as("entries-of-plate-key"),
            Materialized.<String, ListedEntries>as(
                    Stores.persistentTimestampedKeyValueStore(HOTLIST_BY_PLATE_KEY))
                .withKeySerde(Serdes.String())
                .withValueSerde(serdes.store(ListedEntries.class))
                .withLoggingEnabled(ChangelogSettings.table()));
  }

  private <V> void erase(KStream<String, V> changes, String table) {
    changes.process(
        () -> new TableEraser<>(table, rules.eraseDelay(), erasing),
        Named.as("erase-" + table),
        table);
  }

  /**
   * In memory, so that no bytes of a passage outlive it in files; logged, so that a passage goes on
   * where it was when another instance takes over.
   */
  private <V extends SpecificRecord> StoreBuilder<?> transientStore(String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), serdes.store(type))
        .withLoggingEnabled(ChangelogSettings.expiring(rules.transientRetention()));
  }

  private <V extends SpecificRecord> Consumed<String, V> consumed(Topic<V> topic, String name) {
    return Consumed.with(Serdes.String(), value(topic)).withName(name);
  }

  private <V extends SpecificRecord> Produced<String, V> produced(Topic<V> topic, String name) {
    return Produced.with(Serdes.String(), value(topic)).withName(name);
  }

  private <V extends SpecificRecord> Serde<V> value(Topic<V> topic) {
    return serdes.value(topic);
  }
}
