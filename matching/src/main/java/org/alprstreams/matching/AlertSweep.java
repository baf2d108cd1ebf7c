package org.alprstreams.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.alprstreams.avro.Alert;
import org.alprstreams.matching.RaisedAlerts.Remembered;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Goes through the alerts of one task when there is a reason to: a plate was opted out, a partial
 * entry came or went, an entry has expired, and every now and then to forget old ones. Without a
 * reason nothing is read.
 */
final class AlertSweep {

  private final AlertBook book;
  private final RaisedAlerts raised;
  private final AlertOutput output;

  private long seenOptOuts;
  private long seenPartials;
  private Instant due = Instant.EPOCH;

  /**
   * @param output where changed alerts go
   */
  AlertSweep(AlertBook book, RaisedAlerts raised, AlertOutput output) {
    this.book = book;
    this.raised = raised;
    this.output = output;
  }

  /** Takes note of an alert that was raised since. */
  void noteRaised(Alert alert) {
    book.nextExpiry(List.of(alert), alert.getRaisedAt())
        .filter(due::isAfter)
        .ifPresent(expiry -> due = expiry);
  }

  /** Whether a sweep has something to do. */
  boolean isDue(long optOuts, long partials, Instant now) {
    return optOuts != seenOptOuts || partials != seenPartials || !now.isBefore(due);
  }

  /**
   * Goes through all alerts.
   *
   * @param optOuts revision of the opt-out list that the gate asks, or an earlier one
   * @param partials revision of the partial entries
   * @param listed ids of the partial entries
   */
  void run(long optOuts, long partials, Gate gate, Set<String> listed, Instant now) {
    List<Alert> standing = new ArrayList<>();
    raised.forEach(
        remembered -> {
          if (book.isForgotten(remembered.alert(), now)) {
            raised.remove(remembered);
          } else if (isOptedOut(remembered.alert(), gate)) {
            output.withdraw(remembered, AlertBook.withdrawn(remembered.alert()));
          } else {
            standing.add(recalled(remembered, listed, now));
          }
        });
    seenOptOuts = optOuts;
    seenPartials = partials;
    Instant latest = now.plus(book.sweepInterval());
    due = book.nextExpiry(standing, now).filter(latest::isAfter).orElse(latest);
  }

  private Alert recalled(Remembered remembered, Set<String> listed, Instant now) {
    List<Alert> one = List.of(remembered.alert());
    List<Alert> changes = book.onClock(one, now);
    if (changes.isEmpty() && remembered.alert().getPartial()) {
      changes = book.onHotlist(listed, one, now);
    }
    if (changes.isEmpty()) {
      return remembered.alert();
    }
    output.put(remembered.plateKey(), changes.get(0));
    return changes.get(0);
  }

  private static boolean isOptedOut(Alert alert, Gate gate) {
    return gate.decide(new PlateText(alert.getPlateText()), alert.getCharacters())
        == GateDecision.OPTED_OUT;
  }
}
