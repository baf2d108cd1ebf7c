package org.alprstreams.matching.hotlist;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.HotlistImport;
import org.alprstreams.avro.LookBack;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.table.Change;
import org.alprstreams.matching.table.TableException;
import org.alprstreams.matching.table.TableTopic;
import org.alprstreams.matching.table.TableTransaction;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.common.KafkaException;

/** What an administrator does to the hotlist. Each command says what it did and how it ended. */
public final class HotlistCommands {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KafkaClients kafka;
  private final TableTopic<HotlistEntry> hotlist;
  private final TableTopic<HotlistImport> imports;
  private final UsagePolicy policy;
  private final Clock clock;
  private final String user;
  private final PrintStream out;

  /**
   * @param user who gives the command; it is recorded with each entry
   * @param out where reports go
   */
  public HotlistCommands(
      KafkaClients kafka, UsagePolicy policy, Clock clock, String user, PrintStream out) {
    this.kafka = kafka;
    this.hotlist = new TableTopic<>(kafka, Topics.HOTLIST);
    this.imports = new TableTopic<>(kafka, Topics.HOTLIST_IMPORTS);
    this.policy = policy;
    this.clock = clock;
    this.user = user;
    this.out = out;
  }

  /** Under which name changes of an entry are written: its list's. */
  public static String writer(HotlistEntry entry) {
    return Lists.writer(entry.getListId());
  }

  /**
   * Makes a list say what its file says: all rows are checked first, then the difference goes out
   * in one transaction.
   *
   * @param file CSV with the columns of {@link HotlistColumns}, plain or zipped
   * @param listId the list; entries of other lists stay as they are
   * @param allowShrink whether the list may lose more of its entries than the policy allows
   */
  public ExitCode importFile(Path file, String listId, boolean allowShrink) {
    ImportOptions options = ImportOptions.of(listId);
    return importFile(file, allowShrink ? options.shrinking() : options);
  }

  /** The same, of other formats too. */
  public ExitCode importFile(Path file, ImportOptions options) {
    return attempt(
        () -> {
          new HotlistImporter(kafka, policy, clock, user, out).run(file, options);
          if (!options.checkOnly()) {
            sayIfHeldUp();
          }
        });
  }

  /**
   * Adds an entry by hand, or changes the one of the same plate and reference; without a reference,
   * of the same plate, state and category.
   *
   * @param fields by the columns of {@link HotlistColumns}
   */
  public ExitCode add(Map<String, String> fields) {
    return add(fields, Optional.empty());
  }

  /**
   * The same, and has the reads that are kept looked at for it. Nothing is changed where the usage
   * policy does not allow that. The service that keeps the reads looks at them, and records for
   * whom; what it finds raises alerts.
   *
   * @param longest how far back an order may reach
   */
  public ExitCode add(Map<String, String> fields, LookBackOrder order, Duration longest) {
    OrderedLookBack lookBack = new OrderedLookBack(kafka, policy, longest, user, order);
    return lookBack
        .refusal(fields.getOrDefault(HotlistColumns.PLATE, ""))
        .map(this::refuse)
        .orElseGet(() -> add(fields, Optional.of(lookBack)));
  }

  private ExitCode add(Map<String, String> fields, Optional<OrderedLookBack> lookBack) {
    HotlistEntry entry;
    try {
      entry = new ManualEntries(policy, user, clock.instant()).entry(fields);
    } catch (BadRowException e) {
      return refuse(e.getMessage() + ".");
    }
    Optional<String> refusal = lookBack.flatMap(ordered -> ordered.refusal(entry, clock.instant()));
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    ExitCode added =
        attempt(
            () -> {
              requirePlace(entry);
              hotlist.change(
                  List.of(new Change<>(entry.getEntryId(), entry)), Lists.writer(Lists.MANUAL));
              out.printf("added %s%n", entry.getEntryId());
              sayIfItNeverAlerts(entry);
              sayIfHeldUp();
            });
    return added == ExitCode.CLEAN
        ? lookBack.map(ordered -> request(ordered, entry)).orElse(added)
        : added;
  }

  /** A partial entry that is not compared with reads would be one in name only. */
  private void requirePlace(HotlistEntry entry) throws UnusableFileException {
    PartialPlaces places = new PartialPlaces(MatchRules.of(policy), clock.instant());
    if (!places.takesPlace(entry)) {
      return;
    }
    hotlist.read(places::note);
    places.note(entry.getEntryId(), entry);
    if (places.missing(0) > 0) {
      throw new UnusableFileException(
          "There are %,d partial plates (with ? or *) on the hotlist, and no more are compared with"
                  .formatted(PartialEntries.MOST)
              + " reads. Remove one first, or list the whole plate.");
    }
  }

  private ExitCode request(OrderedLookBack lookBack, HotlistEntry entry) {
    try {
      LookBack request = lookBack.request(entry, clock.instant());
      out.printf(
          "look-back %s requested over reads captured since %s; what it finds raises alerts%n",
          request.getLookBackId(), request.getFrom());
      return ExitCode.CLEAN;
    } catch (KafkaException e) {
      out.println(
          "The entry is on the hotlist, but the broker did not take the request to look back. Give"
              + " the same command again; the entry stays one.");
      return ExitCode.FAILURE;
    }
  }

  /**
   * Removes entries at once.
   *
   * @param plateOrEntryId an entry's id, or a plate, whose entries are removed from all lists
   */
  public ExitCode remove(String plateOrEntryId) {
    return attempt(
        () -> {
          Optional<ListedPlate> plate = ListedPlate.tryParse(plateOrEntryId);
          Map<String, HotlistEntry> removed =
              select(
                  entry ->
                      entry.getEntryId().equals(plateOrEntryId)
                          || plate.filter(p -> p.text().equals(entry.getPlateText())).isPresent());
          if (removed.isEmpty()) {
            throw new UnusableFileException(
                "There is no entry with this id or plate on the hotlist.");
          }
          hotlist.change(
              removed.keySet().stream().map(Change::<HotlistEntry>removal).toList(),
              Lists.writer(Lists.MANUAL));
          removed.values().forEach(this::sayRemoved);
          sayIfHeldUp();
        });
  }

  private void sayRemoved(HotlistEntry entry) {
    out.printf(
        "removed %s%s%n",
        entry.getEntryId(),
        entry.getListId().equals(Lists.MANUAL)
            ? ""
            : " (of list '"
                + entry.getListId()
                + "': it comes back with the next import unless it leaves the file)");
  }

  /**
   * Gives a list up: removes all its entries, and forgets when it was imported, so that it is not
   * stale some day.
   */
  public ExitCode retire(String listId) {
    return attempt(
        () -> {
          Lists.checkImported(listId);
          // Opened first: it ends what a killed import of this list has left open.
          try (TableTransaction transaction =
              TableTransaction.open(kafka, Lists.writer(listId), Integer.MAX_VALUE)) {
            Set<String> entries = entriesOf(listId);
            if (entries.isEmpty() && !imports.snapshot().containsKey(listId)) {
              throw new UnusableFileException(
                  "There is no list of this name; 'alpr hotlist status' shows those there are.");
            }
            entries.forEach(entry -> transaction.put(Topics.HOTLIST, entry, null));
            transaction.put(Topics.HOTLIST_IMPORTS, listId, null);
            transaction.commit();
            out.printf("list '%s' retired, %,d entries removed%n", listId, entries.size());
          }
          sayIfHeldUp();
        });
  }

  private Set<String> entriesOf(String listId) {
    Set<String> entries = new HashSet<>();
    awaitSettled();
    hotlist.read(
        (key, entry) -> {
          if (entry != null && entry.getListId().equals(listId)) {
            entries.add(key);
          } else {
            entries.remove(key);
          }
        });
    return entries;
  }

  /** Prints for each list how old it is and what it was made from. */
  public ExitCode status() {
    return attempt(
        () -> {
          ListStatus.print(
              imports.snapshot().values(),
              new ListAges(policy.hotlists().staleAfter()),
              clock.instant(),
              out);
          sayIfHeldUp();
        });
  }

  /** Prints every entry of all lists, one to a line. */
  public ExitCode list() {
    return list(Optional.empty());
  }

  /**
   * Prints every entry, one to a line.
   *
   * @param listId of this list; empty for all
   */
  public ExitCode list(Optional<String> listId) {
    return attempt(
        () -> {
          Listing listing = new Listing(clock.instant(), out);
          // Entries change on the topic: its first reading says which records count.
          hotlist.read((key, entry) -> listing.count(key));
          listing.header();
          hotlist.read(
              (key, entry) -> {
                if (listing.isLast(key)
                    && entry != null
                    && listId.filter(id -> !id.equals(entry.getListId())).isEmpty()) {
                  listing.print(entry);
                }
              });
          listing.footer();
        });
  }

  /** The entries that fit, without holding the others. */
  private Map<String, HotlistEntry> select(Predicate<HotlistEntry> wanted) {
    awaitSettled();
    Map<String, HotlistEntry> selected = new TreeMap<>();
    hotlist.read(
        (key, entry) -> {
          if (entry != null && wanted.test(entry)) {
            selected.put(key, entry);
          } else {
            selected.remove(key);
          }
        });
    return selected;
  }

  private void sayIfItNeverAlerts(HotlistEntry entry) {
    String category = entry.getCategory().name();
    if (policy.hotlists().treatmentOf(category) != CategoryTreatment.ALERTABLE) {
      out.printf(
          "It raises no alert: the usage policy lists the category %s without alerts.%n", category);
    }
  }

  /** What is done with the hotlist; the exceptions say in words what kept it from being done. */
  @FunctionalInterface
  private interface Attempt {
    void make() throws UnusableFileException;
  }

  private ExitCode attempt(Attempt attempt) {
    try {
      attempt.make();
      return ExitCode.CLEAN;
    } catch (UnusableFileException e) {
      return refuse(e.getMessage());
    } catch (TableException e) {
      out.println(e.getMessage());
      return ExitCode.FAILURE;
    }
  }

  /** What somebody removes may have been added a moment ago, behind an import that is at work. */
  private void awaitSettled() {
    hotlist.awaitSettled(
        PATIENCE, () -> out.println("An import is at work, or was killed: waiting until it ends."));
  }

  private void sayIfHeldUp() {
    if (hotlist.isHeldUp()) {
      out.println(
          "Changes of the hotlist wait: another import is at work, or one was killed. They are"
              + " effective when it ends. If it was killed, import that list again now, or wait up"
              + " to 15 minutes until the broker gives it up.");
    }
  }

  private ExitCode refuse(String reason) {
    out.println("Nothing was changed. " + reason);
    return ExitCode.FAILURE;
  }
}
