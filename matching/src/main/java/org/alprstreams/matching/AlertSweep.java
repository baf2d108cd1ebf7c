package org.alprstreams.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * entry came or went, an entry has expired, and every now and then to forget old ones. Without a
 * reason nothing is read.
 */
final class AlertSweep {

  private final AlertBook book;
  private final RaisedAlerts raised;
  private final AlertOutput output;
  private final SweepTimes times;
  private final TaskId task;

  private long seenOptOuts;
  private long seenPartials;

  /**
   * @param output where changed alerts go
   * @param times when the next sweep of this task is due
   */
  AlertSweep(
      AlertBook book, RaisedAlerts raised, AlertOutput output, SweepTimes times, TaskId task) {
    this.book = book;
    this.raised = raised;
    this.output = output;
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
   * @param listed the partial entries, by id
   */
  void run(long optOuts, long partials, Gate gate, Map<String, HotlistEntry> listed, Instant now) {
    List<Alert> standing = new ArrayList<>();
    raised.forEach(
        remembered -> {
          if (book.isForgotten(remembered.alert(), now)) {
            raised.remove(remembered);
          } else if (isOptedOut(remembered.alert(), gate)) {
            output.withdraw(remembered, AlertRevisions.withdrawn(remembered.alert()));
          } else {
            standing.add(revised(remembered, listed, now));
          }
        });
    seenOptOuts = optOuts;
    seenPartials = partials;
    Instant latest = now.plus(book.sweepInterval());
    times.set(task, book.nextExpiry(standing, now).filter(latest::isAfter).orElse(latest));
  }

  private Alert revised(Remembered remembered, Map<String, HotlistEntry> listed, Instant now) {
    Alert before = remembered.alert();
    Alert after = book.onClock(before, now);
    if (after.equals(before) && before.getPartial()) {
      after = book.onHotlist(listed, before, now);
    }
    output.replace(remembered.plateKey(), before, after);
    return after;
  }

  private static boolean isOptedOut(Alert alert, Gate gate) {
    return gate.decide(new PlateText(alert.getPlateText()), alert.getCharacters())
        == GateDecision.OPTED_OUT;
  }
}
