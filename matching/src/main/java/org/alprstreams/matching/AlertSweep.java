package org.alprstreams.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.RaisedAlerts.Remembered;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.hotlist.AlertRevisions;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.schemas.plate.PlateText;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Goes through the alerts of one task when there is a reason to: a plate was opted out, a partial
 * entry came or went, an entry has expired, and every now and then to forget old ones, and to raise
 * again those for which an entry took effect. Without a reason nothing is read.
 */
final class AlertSweep {

  private final AlertBook book;
  private final RaisedAlerts raised;
  private final AlertOutput output;
  private final EntryFollower follower;
  private final Function<String, Map<String, HotlistEntry>> listed;
  private final SweepTimes times;
  private final TaskId task;

  private long seenOptOuts;
  private long seenPartials;

  /**
   * @param output where changed alerts go
   * @param listed the entries of a plate key, by id
   * @param times when the next sweep of this task is due
   */
  AlertSweep(
      AlertBook book,
      RaisedAlerts raised,
      AlertOutput output,
      Function<String, Map<String, HotlistEntry>> listed,
      SweepTimes times,
      TaskId task) {
    this.book = book;
    this.raised = raised;
    this.output = output;
    this.follower = new EntryFollower(book, output);
    this.listed = listed;
    this.times = times;
    this.task = task;
    times.set(task, Instant.EPOCH); // What another instance raised is not known here yet.
  }

  /** Whether a sweep has something to do. */
  boolean isDue(long optOuts, long partials, Instant now) {
    return optOuts != seenOptOuts || partials != seenPartials || !now.isBefore(times.of(task));
  }

  /**
   * Goes through all alerts.
   *
   * @param optOuts revision of the opt-out list that the gate asks, or an earlier one
   * @param partials revision of the partial entries
   * @param listedPartials the partial entries, by id
   */
  void run(
      long optOuts,
      long partials,
      Gate gate,
      Map<String, HotlistEntry> listedPartials,
      Instant now) {
    List<Alert> standing = new ArrayList<>();
    Set<String> whole = new TreeSet<>();
    Set<String> partial = new TreeSet<>();
    raised.forEach(
        remembered -> {
          if (book.isForgotten(remembered.alert(), now)) {
            raised.remove(remembered);
          } else if (isOptedOut(remembered.alert(), gate)) {
            output.withdraw(remembered, AlertRevisions.withdrawn(remembered.alert()));
          } else {
            Alert after = older(remembered, now);
            standing.add(after);
            if (after.getPartial()) {
              partial.add(remembered.plateKey());
            } else if (book.mayBeRaisedAgain(after, now)) {
              whole.add(remembered.plateKey());
            }
          }
        });
    seenOptOuts = optOuts;
    seenPartials = partials;
    Instant latest = now.plus(book.sweepInterval());
    times.set(task, book.nextExpiry(standing, now).filter(latest::isAfter).orElse(latest));
    // What these change may have the next sweep come earlier.
    partial.forEach(key -> follow(key, Alert::getPartial, listedPartials, gate, now));
    whole.forEach(key -> follow(key, alert -> !alert.getPartial(), listed.apply(key), gate, now));
  }

  /** The alert as time has passed: recalled with its entry, and history without its picture. */
  private Alert older(Remembered remembered, Instant now) {
    Alert before = remembered.alert();
    Alert after = book.onClock(before, now);
    if (after.getPlateCrop() != null && book.isHistory(after, now)) {
      after = Alert.newBuilder(after).setPlateCrop(null).build();
    }
    if (!after.equals(before)) {
      output.put(remembered.plateKey(), after);
    }
    return after;
  }

  private void follow(
      String plateKey,
      Predicate<Alert> which,
      Map<String, HotlistEntry> entries,
      Gate gate,
      Instant now) {
    follower.follow(
        plateKey, raised.ofPlateKey(plateKey).stream().filter(which).toList(), entries, gate, now);
  }

  private static boolean isOptedOut(Alert alert, Gate gate) {
    return gate.decide(new PlateText(alert.getPlateText()), alert.getCharacters())
        == GateDecision.OPTED_OUT;
  }
}
