package org.alprstreams.retention.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.service.access.Sha256;

/**
 * Finds searches of one user for one plate, again and again without a case number. Plates count as
 * one where they look alike, and so does a part of a plate that fixes it. A flag settles the
 * searches that it counts, so what comes after it is counted anew; whoever reads the flags and
 * searches of a window comes to the same flags.
 *
 * <p>Not safe for use by several threads.
 */
final class RepeatedSearches {

  /** Action of the records that flags are. */
  static final String ACTION = "REPEATED_SEARCH";

  private static final Set<String> SEARCHES = Set.of("QUERY_READS", "LOOK_BACK");

  private static final Set<String> FLAG_ELEMENTS =
      Set.of("user", "organisation", "plateKey", "last");

  /**
   * Ids of the searches that a flag counts of the millisecond of its last, so that another of that
   * millisecond, which comes in after the flag, is not taken for counted. Flags of earlier versions
   * lack it and settle the whole millisecond.
   */
  private static final String LAST_SEARCHES = "lastSearches";

  /** Stands for any number of unknown characters, none included. */
  private static final String RUN = "*";

  /** Pairs of user and plate that are remembered; the longest untouched are forgotten first. */
  private static final int MOST_SUBJECTS = 50_000;

  /** Searches remembered of a pair: more of them change nothing about the flag. */
  private static final int MOST_SEARCHES = 200;

  private final int threshold;
  private final Duration window;
  private final Map<Subject, Track> tracks = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Subject, Track> touched = new LinkedHashMap<>();

  /**
   * @param threshold how many searches are flagged, 2 or more
   * @param window within how long
   * @throws IllegalArgumentException if the window is no span of time
   */
  RepeatedSearches(int threshold, Duration window) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException(
          "alpr.retention.repeat-window is " + window + "; it must be longer than nothing.");
    }
    this.threshold = threshold;
    this.window = window;
  }

  /** Who searched for what. */
  private record Subject(String username, String organisation, String plateKey) {

    /** Holds a name and a plate: kept out of logs. */
    @Override
    public String toString() {
      return "Subject";
    }
  }

  /** When a search was made, to the millisecond, and which it was of those made then. */
  private record Moment(Instant at, String recordId) implements Comparable<Moment> {

    private static final Comparator<Moment> ORDER =
        Comparator.comparing(Moment::at).thenComparing(Moment::recordId);

    @Override
    public int compareTo(Moment other) {
      return ORDER.compare(this, other);
    }
  }

  private record Searched(String plateKey, String text) {}

  private static final class Track {
    /** Plates as they were written, in the order of their searches. */
    private final TreeMap<Moment, String> searches = new TreeMap<>();

    private Instant settledUntil = Instant.MIN;

    /** Of the searches at {@code settledUntil}; empty where all of them are settled. */
    private Optional<Set<String>> settledLast = Optional.empty();

    private Instant latest = Instant.MIN;

    private boolean isSettled(Moment search) {
      return search.at().isBefore(settledUntil)
          || search.at().equals(settledUntil)
              && settledLast.map(ids -> ids.contains(search.recordId())).orElse(true);
    }

    private void settle(Instant until, Optional<Set<String>> last) {
      if (until.isAfter(settledUntil)) {
        settledUntil = until;
        settledLast = last;
        touch(until);
      } else if (until.equals(settledUntil)) {
        settledLast = settledLast.flatMap(ids -> last.map(more -> union(ids, more)));
      }
      searches.keySet().removeIf(this::isSettled);
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
      Set<String> all = new HashSet<>(some);
      all.addAll(more);
      return all;
    }

    /** Ids of the searches of one millisecond. */
    private Set<String> idsAt(Instant at) {
      return searches.keySet().stream()
          .filter(search -> search.at().equals(at))
          .map(Moment::recordId)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Leaves out what is further from the last search than the window. */
    private void trim(Duration window) {
      Instant horizon = searches.lastKey().at().minus(window);
      while (!searches.firstKey().at().isAfter(horizon)) {
        searches.pollFirstEntry();
      }
    }

    private void touch(Instant at) {
      latest = at.isAfter(latest) ? at : latest;
    }
  }

  /**
   * Searches to be flagged.
   *
   * @param recordId the same whoever finds them
   * @param elements of the record
   * @param subject whose
   */
  record Flag(String recordId, Map<String, String> elements, Object subject) {

    /** Holds a name and a plate: kept out of logs. */
    @Override
    public String toString() {
      return "Flag[" + recordId + "]";
    }
  }

  /** Takes note of a record: a search, a flag, or one that is neither. */
  void add(AccessRecord record) {
    if (record.getAction().equals(ACTION)) {
      addFlag(record);
    } else if (isSearch(record)) {
      searched(record).ifPresent(searched -> addSearch(record, searched));
    }
  }

  private static boolean isSearch(AccessRecord record) {
    // A further page is no further search.
    return SEARCHES.contains(record.getAction())
        && record.getOutcome() == AccessOutcome.GRANTED
        && record.getCaseNumber() == null
        && !record.getElements().containsKey("cursor");
  }

  private static Optional<Searched> searched(AccessRecord record) {
    String text = record.getElements().get("plate");
    return Optional.ofNullable(text)
        .flatMap(RepeatedSearches::counted)
        .map(counted -> new Searched(counted, text));
  }

  /**
   * As what a search counts: a plate with its look-alikes; a part of a plate without its runs, as
   * {@code *} put before, behind or into a plate finds that plate like the plate itself. What is
   * left without {@code ?} is a plate, the rest counts as it was written.
   */
  private static Optional<String> counted(String text) {
    String fixed = text.replace(RUN, "");
    return PartialPlate.isMeant(fixed)
        ? Optional.of(fixed)
        : PlateText.tryParse(fixed).map(plate -> PlateKey.of(plate).value());
  }

  private void addSearch(AccessRecord record, Searched searched) {
    Subject subject =
        new Subject(record.getUsername(), record.getOrganisation(), searched.plateKey());
    Track track = track(subject);
    Moment moment = new Moment(record.getAt(), record.getRecordId());
    if (track.isSettled(moment)) {
      return;
    }
    track.searches.put(moment, searched.text());
    track.touch(record.getAt());
    if (track.searches.size() > MOST_SEARCHES) {
      track.searches.pollFirstEntry();
    }
    touched.put(subject, track);
  }

  private void addFlag(AccessRecord record) {
    Map<String, String> elements = record.getElements();
    if (!elements.keySet().containsAll(FLAG_ELEMENTS)) {
      return; // None of ours: nothing is settled by it.
    }
    // Flags of earlier versions name parts of plates with their runs.
    counted(elements.get("plateKey"))
        .ifPresent(
            counted ->
                settle(
                    new Subject(elements.get("user"), elements.get("organisation"), counted),
                    elements));
  }

  private void settle(Subject subject, Map<String, String> flag) {
    track(subject)
        .settle(
            Instant.parse(flag.get("last")),
            Optional.ofNullable(flag.get(LAST_SEARCHES)).map(ids -> Set.of(ids.split(" "))));
  }

  private Track track(Subject subject) {
    Track track = tracks.computeIfAbsent(subject, unknown -> new Track());
    if (tracks.size() > MOST_SUBJECTS) {
      Iterator<Subject> eldest = tracks.keySet().iterator();
      touched.remove(eldest.next());
      eldest.remove();
    }
    return track;
  }

  /** The flags that are due for what was added since they were last asked for. */
  List<Flag> due() {
    List<Flag> flags = new ArrayList<>();
    for (Map.Entry<Subject, Track> added : touched.entrySet()) {
      Track track = added.getValue();
      if (track.searches.isEmpty()) {
        continue;
      }
      track.trim(window);
      if (track.searches.size() >= threshold) {
        flags.add(flag(added.getKey(), track));
      }
    }
    return flags;
  }

  /** A flag has been written. */
  void written(Flag flag) {
    settle((Subject) flag.subject(), flag.elements());
  }

  /** All due flags have been written; what lies outside the window now is forgotten. */
  void settled(Instant now) {
    touched.clear();
    Instant horizon = now.minus(window);
    // Longest untouched first, as the map has them: looking at all would cost each search more than
    // the search itself.
    Iterator<Track> tracked = tracks.values().iterator();
    while (tracked.hasNext() && tracked.next().latest.isBefore(horizon)) {
      tracked.remove();
    }
  }

  /** Pairs of user and plate that are remembered. */
  int remembered() {
    return tracks.size();
  }

  /** Begins anew. */
  void clear() {
    tracks.clear();
    touched.clear();
  }

  private static Flag flag(Subject subject, Track track) {
    TreeMap<Moment, String> searches = track.searches;
    Moment last = searches.lastKey();
    return new Flag(
        "repeated-" + sha256(subject, last),
        Map.of(
            "user",
            subject.username(),
            "organisation",
            subject.organisation(),
            "plate",
            searches.get(last),
            "plateKey",
            subject.plateKey(),
            "count",
            Integer.toString(searches.size()),
            "first",
            searches.firstKey().at().toString(),
            "last",
            last.at().toString(),
            LAST_SEARCHES,
            String.join(" ", track.idsAt(last.at()))),
        subject);
  }

  /** Derived from the last search's random id, so that it gives neither name nor plate away. */
  private static String sha256(Subject subject, Moment last) {
    String text =
        String.join(
            "\n", last.recordId(), subject.username(), subject.organisation(), subject.plateKey());
    return Sha256.hex(text);
  }
}
