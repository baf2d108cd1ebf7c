package org.alprstreams.matching.hotlist;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.HotlistImport;
import org.alprstreams.matching.csv.ListFile;
import org.alprstreams.matching.csv.RemarkFile;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.mapping.FileMapping;
import org.alprstreams.matching.mapping.InvalidMappingException;
import org.alprstreams.matching.mapping.Mappings;
import org.alprstreams.matching.table.Progress;
import org.alprstreams.matching.table.TableException;
import org.alprstreams.matching.table.TableTopic;
import org.alprstreams.matching.table.TableTransaction;
import org.alprstreams.schemas.plate.StateCodes;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;

/**
 * Makes a list say what its file says: all rows are checked first, then the difference goes out in
 * one transaction, with a record of the import.
 *
 * <p>The file is read twice, to check and to publish, and neither it nor the list is ever in memory
 * as entries: what is compared are digests.
 */
final class HotlistImporter {

  /** Until then the broker has given up every transaction that was left open. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(16);

  private final KafkaClients kafka;
  private final UsagePolicy policy;
  private final Clock clock;
  private final String user;
  private final PrintStream out;

  HotlistImporter(
      KafkaClients kafka, UsagePolicy policy, Clock clock, String user, PrintStream out) {
    this.kafka = kafka;
    this.policy = policy;
    this.clock = clock;
    this.user = user;
    this.out = out;
  }

  /**
   * Imports a file, or says what that would do.
   *
   * @throws UnusableFileException if nothing was changed because of the file, its mapping or the
   *     policy's limits; the message says what to do
   * @throws TableException if the broker was the reason
   */
  void run(Path path, ImportOptions options) throws UnusableFileException {
    Lists.checkImported(options.listId());
    Optional<FileMapping> mapping = mapping(options);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    EntryReader reader = new EntryReader(options.listId(), policy.timeZone(), user, now);
    HotlistFile file = new HotlistFile(new ListFile(path), mapping, reader, policy.hotlists(), now);
    String sha256 = file.sha256();
    ListTable table = new ListTable();
    PartialPlaces places = new PartialPlaces(MatchRules.of(policy), now);
    CheckedList list = check(file, table, places, options);
    report(list);
    requireFewBadRows(list);
    requireFewPartials(list, places);
    HotlistImport record =
        HotlistImport.newBuilder()
            .setListId(options.listId())
            .setImportedAt(now)
            .setImportedBy(user)
            .setMapping(mapping.map(FileMapping::name).orElse(null))
            .setSha256(sha256)
            .setRows(list.report().rows())
            .setBadRows(list.report().badRows())
            .setLeftOut(list.leftOut().values().stream().reduce(list.expired(), Long::sum))
            .setEntries(0)
            .setAdded(0)
            .setChanged(0)
            .setRemoved(0)
            .build();
    if (options.checkOnly()) {
      readWhatIsListed(table, places, options.listId());
      requireLittleShrinking(table.difference(), options);
      summarise("would be ", record, table.difference());
      warnOfPartials(list, places);
      out.println("Nothing was changed: this was a check.");
    } else {
      publish(file, table, places, options, record);
      warnOfPartials(list, places);
    }
  }

  private Optional<FileMapping> mapping(ImportOptions options) throws UnusableFileException {
    if (options.mapping().isEmpty()) {
      if (!options.defaults().isEmpty()) {
        throw new UnusableFileException(
            "Defaults go with a mapping; a file in our own CSV says everything itself.");
      }
      return Optional.empty();
    }
    requireKnownCategory(options.defaults());
    requireKnownState(options.defaults());
    for (String field : options.defaults().keySet()) {
      if (!HotlistColumns.ALL.contains(field)) {
        throw new UnusableFileException(
            "A default is given for a field that there is not; the fields are: "
                + String.join(",", HotlistColumns.ALL));
      }
    }
    try {
      return Optional.of(
          new Mappings(HotlistColumns.VOCABULARY)
              .find(options.mapping().get())
              .withDefaults(options.defaults()));
    } catch (InvalidMappingException e) {
      throw new UnusableFileException(e.getMessage());
    }
  }

  /** A misspelt category would leave a whole list out, and look like the policy's doing. */
  private void requireKnownCategory(Map<String, String> defaults) throws UnusableFileException {
    String category = defaults.get(HotlistColumns.CATEGORY);
    if (category != null && !HotlistFile.isKnown(category, policy.hotlists())) {
      throw new UnusableFileException(
          "The default category is none that is known; the categories are: "
              + Arrays.stream(HotlistCategory.values())
                  .map(Enum::name)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Of a whole list no state would be known, unseen. */
  private static void requireKnownState(Map<String, String> defaults) throws UnusableFileException {
    String state = defaults.get(HotlistColumns.STATE);
    if (state != null && !StateCodes.isKnown(state.toUpperCase(Locale.ROOT))) {
      throw new UnusableFileException(
          "The default state is the code of no state; give one such as CA, or leave it out.");
    }
  }

  private static CheckedList check(
      HotlistFile file, ListTable table, PartialPlaces places, ImportOptions options)
      throws UnusableFileException {
    if (options.errors().isEmpty()) {
      return CheckedList.of(file, table, places, (line, kind, reason) -> {});
    }
    RemarkFile remarks = RemarkFile.create(options.errors().get(), file.path());
    try {
      return CheckedList.of(file, table, places, remarks);
    } finally {
      remarks.finish();
    }
  }

  private void report(CheckedList list) {
    list.report().print(out);
    list.leftOut()
        .forEach(
            (category, rows) -> out.printf("%s: %s %,d%n", whyLeftOut(category), category, rows));
    if (list.expired() > 0) {
      out.printf("left out as expired: %,d%n", list.expired());
    }
    if (list.twoSpellings() > 0) {
      out.printf(
          "to be checked: %,d entries have a twin under the same reference that differs in"
              + " look-alike characters only, such as O and 0%n",
          list.twoSpellings());
    }
    if (list.unknownStates() > 0) {
      out.printf(
          "to be checked: %,d entries have the code of no state, which is taken as not known;"
              + " --errors FILE writes their lines%n",
          list.unknownStates());
    }
  }

  /** Of a category that alerts have no name for the policy may well say that it raises none. */
  private String whyLeftOut(String category) {
    return policy.hotlists().treatmentOf(category) == CategoryTreatment.REFUSED
        ? "left out by policy"
        : "left out since the policy calls for no alert";
  }

  private void requireFewBadRows(CheckedList list) throws UnusableFileException {
    double limit = policy.hotlists().maxBadRowShare();
    if (list.report().badShare() > limit) {
      throw new UnusableFileException(
          "%,d of %,d rows are bad, more than the policy's %.1f %%. Correct them and import again."
              .formatted(list.report().badRows(), list.report().rows(), 100 * limit));
    }
  }

  private static void requireFewPartials(CheckedList list, PartialPlaces places)
      throws UnusableFileException {
    if (places.missing(list.partials()) > 0) {
      throw new UnusableFileException(
          "The file has %,d partial plates (with ? or *), and no more than %,d are compared with"
                  .formatted(list.partials(), PartialEntries.MOST)
              + " reads. Is the file what it should be? List whole plates where they are known.");
    }
  }

  /** No reason to refuse a list of stolen vehicles: others have taken the places. */
  private void warnOfPartials(CheckedList list, PartialPlaces places) {
    int missing = places.missing(list.partials());
    if (list.partials() > 0 && missing > 0) {
      out.printf(
          "to be done: with those of other lists there are %,d partial plates (with ? or *) too"
              + " many; those added last raise no alerts until others are removed or listed"
              + " whole%n",
          missing);
    }
  }

  private void requireLittleShrinking(ListTable.Difference difference, ImportOptions options)
      throws UnusableFileException {
    double limit = policy.hotlists().maxShrinkShare();
    if (difference.shrinkShare() > limit && !options.allowShrink()) {
      throw new UnusableFileException(
          ("The list '%s' would lose %,d of its %,d entries, more than the policy's %.0f %%."
                  + " If that is right, import it again with --allow-shrink.")
              .formatted(options.listId(), difference.removed(), difference.before(), 100 * limit));
    }
  }

  /**
   * The transaction is opened first: it ends what a killed import of this list has left open, so
   * that what is read then is what the difference will meet.
   *
   * @param record of the import; the difference is filled in
   */
  private void publish(
      HotlistFile file,
      ListTable table,
      PartialPlaces places,
      ImportOptions options,
      HotlistImport record)
      throws UnusableFileException {
    try (TableTransaction transaction =
        TableTransaction.open(kafka, Lists.writer(options.listId()), record.getRows())) {
      readWhatIsListed(table, places, options.listId());
      ListTable.Difference difference = table.difference();
      requireLittleShrinking(difference, options);
      publish(file, table, difference, transaction);
      if (!file.sha256().equals(record.getSha256())) {
        throw new UnusableFileException(
            "The file changed while it was read. Wait until it is complete and import it again.");
      }
      transaction.put(
          Topics.HOTLIST_IMPORTS,
          options.listId(),
          HotlistImport.newBuilder(record)
              .setEntries(difference.after())
              .setAdded(difference.added())
              .setChanged(difference.changed())
              .setRemoved(difference.removed())
              .build());
      transaction.commit();
      summarise("", record, difference);
    }
  }

  private static void publish(
      HotlistFile file,
      ListTable table,
      ListTable.Difference difference,
      TableTransaction transaction)
      throws UnusableFileException {
    try (Progress progress = Progress.of("Publishing", difference.changes())) {
      if (difference.added() + difference.changed() > 0) {
        file.read(new ChangePublisher(table, transaction, progress));
      }
      table.forEachRemoved(
          key -> {
            transaction.put(Topics.HOTLIST, key, null);
            progress.step();
          });
    }
  }

  /**
   * @param places notes the partial entries of other lists
   */
  private void readWhatIsListed(ListTable table, PartialPlaces places, String listId)
      throws UnusableFileException {
    EntryDigest digest = new EntryDigest();
    TableTopic<HotlistEntry> hotlist = new TableTopic<>(kafka, Topics.HOTLIST);
    hotlist.awaitSettled(
        LONGEST_WAIT,
        () -> out.println("Another import is at work, or was killed: waiting until it ends."));
    try {
      hotlist.read(
          (key, entry) -> {
            boolean listed = entry != null && entry.getListId().equals(listId);
            table.before(key, listed ? digest.of(entry) : 0);
            places.note(key, listed ? null : entry);
          });
    } catch (ListTable.TooManyEntriesException e) {
      throw new UnusableFileException(e.getMessage());
    }
  }

  private void summarise(String tense, HotlistImport record, ListTable.Difference difference) {
    out.printf(
        "list '%s': %,d rows, %,d bad, %s%,d added, %,d changed, %,d removed, %,d entries %s%n",
        record.getListId(),
        record.getRows(),
        record.getBadRows(),
        tense,
        difference.added(),
        difference.changed(),
        difference.removed(),
        difference.after(),
        tense.isEmpty() ? "now" : "then");
  }
}
