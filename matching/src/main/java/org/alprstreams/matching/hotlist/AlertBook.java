package org.alprstreams.matching.hotlist;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.avro.StateMatch;

/**
 * Decides which alerts a read raises, revises and recalls. Each passage and entry have one alert,
 * whose id is derived from both; with a partial entry one for each plate key that the passage was
 * read with.
 */
public final class AlertBook {

  private static final String CORRECTED = "A person corrected the read.";
  private static final String NO_MATCH = "The read no longer matches an entry in force.";

  private final HotlistMatcher matcher;
  private final AlertRules rules;

  public AlertBook(HotlistMatcher matcher, AlertRules rules) {
    this.matcher = matcher;
    this.rules = rules;
  }

  /**
   * What a read came to.
   *
   * @param alerts alerts to remember, and to publish where they are new revisions; none where
   *     nothing changes
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
      return new Step(fallen(ofRead, retracted(read)), 0);
    }
    Map<String, Alert> before = byEntry(ofRead);
    Map<String, Match> matches = matches(read, entries, now);
    List<Alert> changes = new ArrayList<>();
    int cooledDown = 0;
    for (Match match : matches.values()) {
      Optional<Alert> raised = Optional.ofNullable(before.get(match.entry().getEntryId()));
      if (raised.filter(AlertBook::isOpen).isEmpty() && isCorrected(read)) {
        continue; // The vehicle has passed: a correction takes alerts back, and raises none.
      }
      if (raised.isEmpty() && stands(match, read, ofKey, alert -> isAsGood(alert, match))) {
        cooledDown++;
      } else if (raised.filter(alert -> saysTheSame(alert, match, read)).isEmpty()) {
        changes.add(AlertRevisions.raised(match, image, raised, camera, now));
      }
    }
    changes.addAll(noLongerMatching(read, ofRead, matches.keySet()));
    return new Step(List.copyOf(changes), cooledDown);
  }

  /** What becomes of a read's alerts whose entries it does not match: other text, or other list. */
  private static List<Alert> noLongerMatching(
      PlateRead read, List<Alert> ofRead, Set<String> matching) {
    boolean corrected = isCorrected(read);
    List<Alert> changes = new ArrayList<>();
    for (Alert alert : ofRead) {
      boolean matched = matching.contains(alert.getEntryId());
      if (!alert.getPlateText().equals(read.getPlateText())) {
        // One that matches is revised, unless a correction leaves it recalled.
        if (!matched || (corrected && !isOpen(alert))) {
          changes.addAll(fallen(List.of(alert), corrected ? CORRECTED : NO_MATCH));
        }
      } else if (!matched && isOpen(alert)) {
        changes.add(AlertRevisions.recalledByList(alert, NO_MATCH));
      }
    }
    return changes;
  }

  /**
   * What a read raises whose vehicle is in view still: alerts of entries that were listed, or took
   * effect, after it came. Those that stand stay as they are, except that a look-back's is none of
   * the past any more.
   *
   * @param image the read as it was published, with the time and the picture of now
   * @param entries all entries that may match: those of its plate key, and partial ones
   * @param ofKey the alerts of its plate key so far, each in its latest revision
   * @param camera the camera, or empty where the registry does not know it
   * @param now this system's time
   */
  public List<Alert> onSight(
      ReadImage image,
      List<HotlistEntry> entries,
      Collection<Alert> ofKey,
      Optional<Camera> camera,
      Instant now) {
    PlateRead read = image.getRead();
    Map<String, Alert> before =
        byEntry(only(ofKey, alert -> alert.getReadId().equals(read.getReadId())));
    List<Alert> raised = new ArrayList<>();
    for (Match match : matches(read, entries, now).values()) {
      Optional<Alert> own = Optional.ofNullable(before.get(match.entry().getEntryId()));
      boolean isLive = own.filter(AlertBook::isOpen).filter(a -> !a.getLookBack()).isPresent();
      if (!isLive && !stands(match, read, ofKey, alert -> isAsGood(alert, match))) {
        raised.add(AlertRevisions.seen(match, image, own, camera, now));
      }
    }
    return raised;
  }

  private Map<String, Match> matches(PlateRead read, List<HotlistEntry> entries, Instant now) {
    Map<String, Match> matches = new LinkedHashMap<>();
    for (HotlistEntry entry : entries) {
      matcher.match(read, entry, now).ifPresent(match -> matches.put(entry.getEntryId(), match));
    }
    return matches;
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
    if (stands(match.get(), read, ofKey, alert -> true)) { // None is less than a look-back's.
      return new Step(List.of(), 1);
    }
    return new Step(List.of(AlertRevisions.foundBack(match.get(), image, before, camera, now)), 0);
  }

  /**
   * What becomes of an alert when the hotlist changes. It is recalled where its entry is not on it
   * any more, or alerts no longer; otherwise it says what its entry says now. History stays as it
   * is, and so does what was recalled.
   *
   * @param listed the entries that are on the list, by id
   * @return the same revision where only the end of its entry is another, or nothing
   */
  public Alert onHotlist(Map<String, HotlistEntry> listed, Alert alert, Instant now) {
    if (!isOpen(alert) || isHistory(alert, now)) {
      return alert;
    }
    HotlistEntry entry = listed.get(alert.getEntryId());
    if (entry == null) {
      return AlertRevisions.recalledByList(alert, "The entry was removed from the hotlist.");
    }
    return matcher
        .again(alert, entry, now)
        .map(match -> AlertRevisions.restated(alert, match))
        .orElseGet(
            () ->
                AlertRevisions.recalledByList(
                    alert, "The entry was changed and alerts no longer."));
  }

  /**
   * What is raised in place of alerts that were recalled because of their entries: the alert itself
   * where its entry is in force again, as after a renewal that came late or an import by mistake;
   * otherwise, where nothing of the read stands for the plate, one for another entry of it, as when
   * the same matter is listed under another id.
   *
   * @param plateKey the read's
   * @param listed the entries that are on the list, by id
   * @param ofRead all alerts of the read, each in its latest revision
   */
  public List<Alert> raisedAgain(
      String plateKey, Map<String, HotlistEntry> listed, List<Alert> ofRead, Instant now) {
    List<Alert> recalled = only(ofRead, alert -> mayBeRaisedAgain(alert, now));
    List<Alert> again = new ArrayList<>();
    for (Alert alert : recalled) {
      Optional.ofNullable(listed.get(alert.getEntryId()))
          .flatMap(entry -> again(alert, plateKey, entry, now))
          .ifPresent(again::add);
    }
    for (Alert alert : recalled) {
      if (Stream.concat(ofRead.stream(), again.stream()).noneMatch(other -> covers(other, alert))) {
        Set<String> known = byEntry(ofRead).keySet();
        listed.values().stream()
            .filter(entry -> !known.contains(entry.getEntryId()))
            .sorted(Comparator.comparing(HotlistEntry::getEntryId))
            .flatMap(entry -> again(alert, plateKey, entry, now).stream())
            .findFirst()
            .ifPresent(again::add);
      }
    }
    return again;
  }

  private Optional<Alert> again(Alert recalled, String plateKey, HotlistEntry entry, Instant now) {
    return Optional.of(entry)
        .filter(listed -> listed.getPlateText().equals(recalled.getListedPlate()))
        .flatMap(listed -> matcher.again(recalled, listed, now))
        .map(match -> AlertRevisions.raisedAgain(recalled, plateKey, match));
  }

  /** Whether an alert says already what another said that was recalled. */
  private static boolean covers(Alert alert, Alert recalled) {
    return isOpen(alert) && alert.getListedPlate().equals(recalled.getListedPlate());
  }

  /**
   * Whether an alert was recalled because of its entry, and not too long ago to be raised again.
   */
  public boolean mayBeRaisedAgain(Alert alert, Instant now) {
    return alert.getRecalledByList() && !isHistory(alert, now);
  }

  /** What becomes of an alert as time passes: it is recalled when its entry has expired. */
  public Alert onClock(Alert alert, Instant now) {
    return isOpen(alert) && !isHistory(alert, now) && hasExpired(alert, now)
        ? AlertRevisions.recalledByList(alert, "The entry expired.")
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
        .filter(alert -> !isHistory(alert, alert.getListedUntil()))
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

  /** Whether an alert was raised so long ago that the list changes it no more. */
  public boolean isHistory(Alert alert, Instant now) {
    return now.isAfter(alert.getRaisedAt().plus(rules.recallable()));
  }

  /** Whether an alert has been remembered for long enough: it goes with its read. */
  public boolean isForgotten(Alert alert, Instant now) {
    return now.isAfter(alert.getCapturedAt().plus(rules.remembered()));
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

  /** Alerts whose read does not stand: those that do are taken back, and none comes again. */
  private static List<Alert> fallen(Collection<Alert> raised, String reason) {
    return raised.stream()
        .filter(alert -> isOpen(alert) || alert.getRecalledByList())
        .map(
            alert ->
                isOpen(alert)
                    ? AlertRevisions.recalled(alert, reason)
                    : AlertRevisions.recalledForGood(alert))
        .toList();
  }

  /**
   * Whether an alert of another passage of this very plate stands for the same entry, and says no
   * less than this match would.
   *
   * @param saysEnough of such alerts, which are good enough to take the new one's place
   */
  private boolean stands(
      Match match, PlateRead read, Collection<Alert> ofKey, Predicate<Alert> saysEnough) {
    return ofKey.stream()
        .filter(AlertBook::isOpen)
        .filter(alert -> alert.getEntryId().equals(match.entry().getEntryId()))
        .filter(alert -> alert.getPlateText().equals(read.getPlateText()))
        .filter(alert -> !alert.getReadId().equals(read.getReadId()))
        .filter(saysEnough)
        .map(alert -> Duration.between(alert.getCapturedAt(), read.getCapturedAt()).abs())
        .anyMatch(apart -> apart.compareTo(rules.coolDown()) < 0);
  }

  /** Whether an alert of a vehicle that was seen live is as urgent as this match, and as sure. */
  private static boolean isAsGood(Alert alert, Match match) {
    return !alert.getLookBack()
        && alert.getPriority().compareTo(match.priority()) >= 0
        && (alert.getStateMatch() != StateMatch.MISMATCH || match.state() == StateMatch.MISMATCH);
  }

  private static boolean saysTheSame(Alert alert, Match match, PlateRead read) {
    return isOpen(alert)
        && alert.getPlateText().equals(read.getPlateText())
        && alert.getListedPlate().equals(match.entry().getPlateText())
        && alert.getStateMatch() == match.state()
        && alert.getPriority() == match.priority();
  }

  private static Map<String, Alert> byEntry(List<Alert> ofRead) {
    return ofRead.stream().collect(Collectors.toMap(Alert::getEntryId, Function.identity()));
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
