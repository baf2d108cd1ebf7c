package org.alprstreams.matching.hotlist;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.LookBack;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.table.Change;
import org.alprstreams.matching.table.TableTopic;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.HotlistRules;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.common.KafkaException;

/** What an administrator does to the hotlist. Each command says what it did and how it ended. */
public final class HotlistCommands {

  /** The list of entries that people add one by one. */
  public static final String MANUAL_LIST = "manual";

  private final KafkaClients kafka;
  private final TableTopic<HotlistEntry> hotlist;
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
    this.policy = policy;
    this.clock = clock;
    this.user = user;
    this.out = out;
  }

  /**
   * Makes a list say what its file says: all rows are checked first, then the difference goes out
   * in one transaction.
   *
   * @param file CSV with the columns of {@link HotlistColumns}
   * @param listId the list; entries of other lists stay as they are
   * @param allowShrink whether the list may lose more of its entries than the policy allows
   */
  public ExitCode importFile(Path file, String listId, boolean allowShrink) {
    HotlistRules rules = policy.hotlists();
    HotlistFile list;
    try {
      list = HotlistFile.read(file, reader(listId), rules);
    } catch (UnusableFileException e) {
      return refuse(e.getMessage());
    }
    list.report().print(out);
    list.leftOut()
        .forEach((category, rows) -> out.printf("left out by policy: %s %,d%n", category, rows));
    if (list.twoSpellings() > 0) {
      out.printf(
          "to be checked: %,d entries have a twin under the same reference that differs in"
              + " look-alike characters only, such as O and 0%n",
          list.twoSpellings());
    }
    if (list.report().badShare() > rules.maxBadRowShare()) {
      return refuse(
          "%,d of %,d rows are bad, more than the policy's %.1f %%. Correct them and import again."
              .formatted(
                  list.report().badRows(), list.report().rows(), 100 * rules.maxBadRowShare()));
    }
    return publish(list, listId, allowShrink);
  }

  private ExitCode publish(HotlistFile list, String listId, boolean allowShrink) {
    Map<String, HotlistEntry> before = new TreeMap<>(hotlist.snapshot());
    before.values().removeIf(entry -> !entry.getListId().equals(listId));
    ListDifference difference = ListDifference.between(before, list.entries());
    double limit = policy.hotlists().maxShrinkShare();
    if (difference.shrinkShare() > limit && !allowShrink) {
      return refuse(
          ("The list '%s' would lose %,d of its %,d entries, more than the policy's %.0f %%."
                  + " If that is right, import it again and allow it to shrink.")
              .formatted(listId, difference.removed(), difference.before(), 100 * limit));
    }
    hotlist.change(difference.changes(), "hotlist-" + listId);
    out.printf(
        "list '%s': %,d rows, %,d bad, %,d added, %,d changed, %,d removed, %,d entries now%n",
        listId,
        list.report().rows(),
        list.report().badRows(),
        difference.added(),
        difference.changed(),
        difference.removed(),
        list.entries().size());
    return ExitCode.CLEAN;
  }

  /**
   * Adds an entry by hand, or changes the one of the same plate and reference.
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
      CsvRow row = new CsvRow(0, fields);
      entry = reader(MANUAL_LIST).entry(row, admitted(row));
    } catch (BadRowException e) {
      return refuse(e.getMessage() + ".");
    }
    Optional<String> refusal = lookBack.flatMap(ordered -> ordered.refusal(entry, clock.instant()));
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    hotlist.change(List.of(new Change<>(entry.getEntryId(), entry)), "hotlist-" + MANUAL_LIST);
    out.printf("added %s%n", entry.getEntryId());
    return lookBack.map(ordered -> request(ordered, entry)).orElse(ExitCode.CLEAN);
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
    Map<String, HotlistEntry> before = hotlist.snapshot();
    List<HotlistEntry> removed = matching(before, plateOrEntryId);
    if (removed.isEmpty()) {
      return refuse("There is no entry with this id or plate on the hotlist.");
    }
    hotlist.change(
        removed.stream().map(entry -> Change.<HotlistEntry>removal(entry.getEntryId())).toList(),
        "hotlist-" + MANUAL_LIST);
    removed.forEach(
        entry ->
            out.printf(
                "removed %s%s%n",
                entry.getEntryId(),
                entry.getListId().equals(MANUAL_LIST)
                    ? ""
                    : " (of list '"
                        + entry.getListId()
                        + "': it comes back with the next import unless it leaves the file)"));
    return ExitCode.CLEAN;
  }

  /** Prints every entry, one to a line. */
  public ExitCode list() {
    Map<String, HotlistEntry> entries = hotlist.snapshot();
    out.printf(
        "%-8s %-5s %-18s %-8s %-12s %-20s %s%n",
        "plate", "state", "category", "priority", "list", "expires", "entry");
    entries.values().stream()
        .sorted(
            Comparator.comparing(HotlistEntry::getPlateText)
                .thenComparing(HotlistEntry::getEntryId))
        .forEach(
            entry ->
                out.printf(
                    "%-8s %-5s %-18s %-8s %-12s %-20s %s%n",
                    entry.getPlateText(),
                    Optional.ofNullable(entry.getState()).orElse("-"),
                    entry.getCategory(),
                    entry.getPriority(),
                    entry.getListId(),
                    entry.getExpiresAt() == null ? "-" : entry.getExpiresAt(),
                    entry.getEntryId()));
    long inForce =
        entries.values().stream()
            .filter(entry -> HotlistMatcher.isInForce(entry, clock.instant()))
            .count();
    out.printf("%,d entries, %,d in force%n", entries.size(), inForce);
    return ExitCode.CLEAN;
  }

  private static List<HotlistEntry> matching(
      Map<String, HotlistEntry> entries, String plateOrEntryId) {
    HotlistEntry byId = entries.get(plateOrEntryId);
    if (byId != null) {
      return List.of(byId);
    }
    Optional<PlateText> plate = PlateText.tryParse(plateOrEntryId);
    return entries.values().stream()
        .filter(entry -> plate.filter(p -> p.value().equals(entry.getPlateText())).isPresent())
        .sorted(Comparator.comparing(HotlistEntry::getEntryId))
        .toList();
  }

  private HotlistCategory admitted(CsvRow row) throws BadRowException {
    String written = row.required(HotlistColumns.CATEGORY).toUpperCase(Locale.ROOT);
    for (HotlistCategory category : HotlistCategory.values()) {
      if (category.name().equals(written)
          && policy.hotlists().treatmentOf(written) != CategoryTreatment.REFUSED) {
        return category;
      }
    }
    throw new BadRowException(HotlistColumns.CATEGORY + " is none that the policy takes in");
  }

  private EntryReader reader(String listId) {
    return new EntryReader(
        listId, policy.timeZone(), user, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private ExitCode refuse(String reason) {
    out.println("Nothing was changed. " + reason);
    return ExitCode.FAILURE;
  }
}
