package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.alprstreams.avro.Alert;
import org.alprstreams.matching.RaisedAlerts.Remembered;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Goes through the alerts of one task when there is a reason to: a plate was opted out, a partial
 * entry came or went, an entry has expired, and once a minute to forget old ones. Without a reason
 * nothing is read.
 */
final class AlertSweep {

  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  private final AlertBook book;
  private final RaisedAlerts raised;
  private final Consumer<Alert> sink;

  private long seenOptOuts;
  private long seenPartials;
  private Instant due = Instant.EPOCH;

  /**
   * @param sink where changed alerts go
   */
  AlertSweep(AlertBook book, RaisedAlerts raised, Consumer<Alert> sink) {
    this.book = book;
    this.raised = raised;
    this.sink = sink;
  }

  /** Takes note of an alert that was raised since. */
  void noteRaised(Alert alert) {
    book.nextExpiry(List.of(alert)).filter(due::isAfter).ifPresent(expiry -> due = expiry);
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
            sink.accept(AlertBook.withdrawn(remembered.alert()));
            raised.remove(remembered);
          } else {
            standing.add(recalled(remembered, listed, now));
          }
        });
    seenOptOuts = optOuts;
    seenPartials = partials;
    Instant latest = now.plus(AT_LEAST_EVERY);
    due = book.nextExpiry(standing).filter(latest::isAfter).orElse(latest);
  }

  private Alert recalled(Remembered remembered, Set<String> listed, Instant now) {
    List<Alert> one = List.of(remembered.alert());
    List<Alert> changes = book.onClock(one, now);
    if (changes.isEmpty() && remembered.alert().getPartial()) {
      changes = book.onHotlist(listed, one, now);
    }
    for (Alert change : changes) {
      raised.put(remembered.plateKey(), change);
      sink.accept(change);
      return change;
    }
    return remembered.alert();
  }

  private static boolean isOptedOut(Alert alert, Gate gate) {
    return gate.decide(new PlateText(alert.getPlateText()), alert.getCharacters())
        == GateDecision.OPTED_OUT;
  }
}
