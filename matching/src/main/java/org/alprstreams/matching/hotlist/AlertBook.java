package org.alprstreams.matching.hotlist;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;

/**
 * Decides which alerts a read raises, revises and recalls. Each passage and entry have one alert,
 * whose id is derived from both; with a partial entry one for each plate key that the passage was
 * read with.
 */
public final class AlertBook {

  private static final String CORRECTED = "A person corrected the read.";

  private final HotlistMatcher matcher;
  private final AlertRules rules;

  public AlertBook(HotlistMatcher matcher, AlertRules rules) {
    this.matcher = matcher;
    this.rules = rules;
  }

  /**
   * What a read came to.
   *
   * @param alerts alerts to publish; none where nothing changes
   * @param cooledDown how many matches raise no alert because one stands already
   */
  public record Step(List<Alert> alerts, int cooledDown) {}

  /**
   * What a new revision of a read changes.
   *
   * @param image the read with its crop
   * @param entries all entries that may match: those of its plate key, and partial ones
   * @param ofKey the alerts of its plate key so far, of this read and others, each in its latest
   *     revision
   * @param camera the camera passed, or empty where the registry does not know it
   * @param now this system's time
   */
  public Step onRead(
      ReadImage image,
      List<HotlistEntry> entries,
      Collection<Alert> ofKey,
      Optional<Camera> camera,
      Instant now) {
    PlateRead read = image.getRead();
    List<Alert> ofRead = only(ofKey, alert -> alert.getReadId().equals(read.getReadId()));
    if (read.getStatus() == ReadStatus.RETRACTED) {
      return new Step(onRetraction(read, ofRead), 0);
    }
    Map<String, Alert> before =
        ofRead.stream().collect(Collectors.toMap(Alert::getEntryId, Function.identity()));
    Map<String, Match> matches = new LinkedHashMap<>();
    for (HotlistEntry entry : entries) {
      matcher.match(read, entry, now).ifPresent(match -> matches.put(entry.getEntryId(), match));
    }
    List<Alert> changes = new ArrayList<>();
    int cooledDown = 0;
    for (Match match : matches.values()) {
      Optional<Alert> raised = Optional.ofNullable(before.get(match.entry().getEntryId()));
      if (raised.filter(AlertBook::isOpen).isEmpty() && isCorrected(read)) {
        continue; // The vehicle has passed: a correction takes alerts back, and raises none.
      }
      if (raised.isEmpty() && stands(match, read, ofKey)) {
        cooledDown++;
      } else if (raised.filter(alert -> saysTheSame(alert, match, read)).isEmpty()) {
        changes.add(AlertRevisions.raised(match, image, raised, camera, now));
      }
    }
    changes.addAll(
        recallAll(
            only(ofRead, alert -> !matches.containsKey(alert.getEntryId())),
            isCorrected(read) ? CORRECTED : "The read no longer matches an entry in force."));
    return new Step(List.copyOf(changes), cooledDown);
  }

  /**
   * What a kept read raises when it is looked back for an entry: an alert under the same id that a
   * live read would give it, of the lowest priority, since the vehicle has passed long ago. One
   * that stands already stays as it is; one that was recalled, as when the entry was removed and
   * added again, is raised anew.
   *
   * @param image the read as it is kept, current
   * @param entry the entry as it is listed now
   * @param ofKey the alerts of the read's plate key so far, each in its latest revision
   * @param camera the camera passed, or empty where the registry does not know it
   * @param now this system's time
   */
  public Step onLookBack(
      ReadImage image,
      HotlistEntry entry,
      Collection<Alert> ofKey,
      Optional<Camera> camera,
      Instant now) {
    PlateRead read = image.getRead();
    String alertId = AlertRevisions.alertId(read, entry);
    Optional<Alert> before =
        ofKey.stream().filter(alert -> alert.getAlertId().equals(alertId)).findFirst();
    Optional<Match> match = matcher.match(read, entry, now);
    if (match.isEmpty() || before.filter(AlertBook::isOpen).isPresent()) {
      return new Step(List.of(), 0);
    }
    if (stands(match.get(), read, ofKey)) {
      return new Step(List.of(), 1);
    }
    return new Step(List.of(AlertRevisions.foundBack(match.get(), image, before, camera, now)), 0);
  }

  /**
   * What becomes of an alert when the hotlist changes. It is recalled where its entry is not on it
   * any more, or alerts no longer; otherwise it says what its entry says now. History stays as it
   * is.
   *
   * @param listed the entries that are on the list, by id
   * @return the same revision where only the end of its entry is another, or nothing
   */
  public Alert onHotlist(Map<String, HotlistEntry> listed, Alert alert, Instant now) {
    if (!isOpen(alert) || !isRecallable(alert, now)) {
      return alert;
    }
    HotlistEntry entry = listed.get(alert.getEntryId());
    if (entry == null) {
      return AlertRevisions.recalled(alert, "The entry was removed from the hotlist.");
    }
    return matcher
        .again(alert, entry, now)
        .map(match -> AlertRevisions.restated(alert, match))
        .orElseGet(
            () -> AlertRevisions.recalled(alert, "The entry was changed and alerts no longer."));
  }

  /** What becomes of an alert as time passes: it is recalled when its entry has expired. */
  public Alert onClock(Alert alert, Instant now) {
    return isOpen(alert) && isRecallable(alert, now) && hasExpired(alert, now)
        ? AlertRevisions.recalled(alert, "The entry expired.")
        : alert;
  }

  /**
   * When {@link #onClock} will have something to do next, or empty where nothing that stands will
   * expire while it can still be recalled.
   */
  public Optional<Instant> nextExpiry(Collection<Alert> raised, Instant now) {
    return raised.stream()
        .filter(AlertBook::isOpen)
        .filter(alert -> alert.getListedUntil() != null)
        .filter(alert -> isRecallable(alert, alert.getListedUntil()))
        .map(Alert::getListedUntil)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /**
   * How often alerts are to be gone through so that none is remembered for long beyond its time.
   */
  public Duration sweepInterval() {
    return rules.sweepInterval();
  }

  /** Whether an alert has been remembered for long enough: it goes with its read. */
  public boolean isForgotten(Alert alert, Instant now) {
    return now.isAfter(alert.getCapturedAt().plus(rules.remembered()));
  }

  private static List<Alert> onRetraction(PlateRead read, Collection<Alert> raised) {
    return recallAll(raised, retracted(read));
  }

  private static String retracted(PlateRead read) {
    if (isCorrected(read)) {
      return CORRECTED;
    }
    return read.getSupersededBy() == null
        ? "The read was taken back."
        : "A better look at the same vehicle shows another plate.";
  }

  private static boolean isCorrected(PlateRead read) {
    return !read.getCorrections().isEmpty();
  }

  /** Takes back every alert that is open. */
  private static List<Alert> recallAll(Collection<Alert> raised, String reason) {
    return raised.stream()
        .filter(AlertBook::isOpen)
        .map(alert -> AlertRevisions.recalled(alert, reason))
        .toList();
  }

  /** Whether an alert of another passage of this very plate stands for the same entry. */
  private boolean stands(Match match, PlateRead read, Collection<Alert> ofKey) {
    return ofKey.stream()
        .filter(AlertBook::isOpen)
        .filter(alert -> alert.getEntryId().equals(match.entry().getEntryId()))
        .filter(alert -> alert.getPlateText().equals(read.getPlateText()))
        .filter(alert -> !alert.getReadId().equals(read.getReadId()))
        .map(alert -> Duration.between(alert.getCapturedAt(), read.getCapturedAt()).abs())
        .anyMatch(apart -> apart.compareTo(rules.coolDown()) < 0);
  }

  private static boolean saysTheSame(Alert alert, Match match, PlateRead read) {
    return isOpen(alert)
        && alert.getPlateText().equals(read.getPlateText())
        && alert.getListedPlate().equals(match.entry().getPlateText())
        && alert.getStateMatch() == match.state()
        && alert.getPriority() == match.priority();
  }

  private boolean isRecallable(Alert alert, Instant now) {
    return !now.isAfter(alert.getRaisedAt().plus(rules.recallable()));
  }

  private static boolean hasExpired(Alert alert, Instant now) {
    return alert.getListedUntil() != null && !now.isBefore(alert.getListedUntil());
  }

  private static boolean isOpen(Alert alert) {
    return alert.getStatus() == AlertStatus.OPEN;
  }

  private static List<Alert> only(Collection<Alert> alerts, Predicate<Alert> wanted) {
    return alerts.stream().filter(wanted).toList();
  }
}
