package org.alprstreams.schemas.alert;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.Disposition;
import org.alprstreams.schemas.policy.AlertCheck;

/**
 * What people did about one alert, in the order of its records, which is the same for everybody who
 * reads them: so two who act at once, each through another instance, see the same come of it.
 * Immutable.
 *
 * <p>What was said of one revision of the alert does not count for a later one: that shows another
 * text, picture or entry.
 */
public final class AlertHistory {

  private final Set<AlertCheck> required;
  private final List<AlertAction> actions;

  private AlertHistory(Set<AlertCheck> required, List<AlertAction> actions) {
    this.required = required;
    this.actions = actions;
  }

  /**
   * A history without anything in it.
   *
   * @param required what the policy wants confirmed before a release
   */
  public static AlertHistory empty(Set<AlertCheck> required) {
    return new AlertHistory(EnumSet.copyOf(required), List.of());
  }

  /** The history with the next record of its topic; the same where its action came before. */
  public AlertHistory with(AlertAction action) {
    if (action(action.getActionId()).isPresent()) {
      return this;
    }
    List<AlertAction> all = new ArrayList<>(actions);
    all.add(action);
    return new AlertHistory(required, List.copyOf(all));
  }

  /** All actions, in the order of their records. */
  public List<AlertAction> actions() {
    return actions;
  }

  /** How many actions there are. */
  public int size() {
    return actions.size();
  }

  /** The action of this id. */
  public Optional<AlertAction> action(String actionId) {
    return actions.stream().filter(action -> action.getActionId().equals(actionId)).findFirst();
  }

  /** The latest action of this kind, whatever revision it is about. */
  public Optional<AlertAction> latest(AlertActionKind kind) {
    return latest(actions, kind);
  }

  /** Checks that the policy requires and that have not been passed, or not since they failed. */
  public Set<AlertCheck> missing(int revision) {
    return missing(actions, revision);
  }

  /**
   * Whether a person has confirmed this revision: the required checks are passed and no disposition
   * says that it is anything but correct.
   */
  public boolean isConfirmed(int revision) {
    return isConfirmed(actions, revision);
  }

  /**
   * The release to units that counts: of the latest revision that was released, the first that came
   * when the revision was confirmed.
   */
  public Optional<AlertAction> release() {
    AlertAction release = null;
    for (int i = 0; i < actions.size(); i++) {
      AlertAction action = actions.get(i);
      boolean again = release != null && release.getAlertRevision() >= action.getAlertRevision();
      if (action.getKind() == AlertActionKind.RELEASE
          && !again
          && isConfirmed(actions.subList(0, i), action.getAlertRevision())) {
        release = action;
      }
    }
    return Optional.ofNullable(release);
  }

  /**
   * The disposition that says that units were told of a release which does not stand as it was
   * made: whoever records what an alert turned out to be, knowing that it was revised, recalled or
   * put in doubt, has told them. A disposition that puts a release in doubt does not say so itself;
   * a check that fails afterwards has to be told anew.
   *
   * @param revision the alert's latest; of one that is later than the release, any disposition was
   *     made by somebody who knew
   */
  public Optional<AlertAction> told(int revision) {
    Optional<AlertAction> release = release();
    if (release.isEmpty()) {
      return Optional.empty();
    }
    boolean isReleased = release.get().getAlertRevision() == revision;
    AlertAction told = null;
    for (int i = actions.indexOf(release.get()) + 1; i < actions.size(); i++) {
      AlertAction action = actions.get(i);
      if (action.getAlertRevision() != revision) {
        continue;
      }
      boolean isKnown = !isReleased || !isConfirmed(actions.subList(0, i), revision);
      if (isKnown && action.getKind() == AlertActionKind.DISPOSITION) {
        told = action;
      } else if (isReleased && (!isKnown || isFailedCheck(action))) {
        told = null;
      }
    }
    return Optional.ofNullable(told);
  }

  private static boolean isFailedCheck(AlertAction action) {
    return switch (action.getKind()) {
      case IMAGE_CHECK, LIST_CHECK -> !action.getPassed();
      case RELEASE, DISPOSITION, RECALL -> false;
    };
  }

  private boolean isConfirmed(List<AlertAction> before, int revision) {
    return missing(before, revision).isEmpty()
        && latest(before, AlertActionKind.DISPOSITION)
            .filter(action -> action.getAlertRevision() == revision)
            .filter(action -> action.getDisposition() != Disposition.CORRECT)
            .isEmpty();
  }

  private Set<AlertCheck> missing(List<AlertAction> before, int revision) {
    Set<AlertCheck> missing = EnumSet.copyOf(required);
    missing.removeIf(
        check ->
            latest(before, kind(check))
                .filter(action -> action.getAlertRevision() == revision && action.getPassed())
                .isPresent());
    return missing;
  }

  private static Optional<AlertAction> latest(List<AlertAction> actions, AlertActionKind kind) {
    Stream<AlertAction> ofKind = actions.stream().filter(action -> action.getKind() == kind);
    return ofKind.reduce((earlier, later) -> later);
  }

  private static AlertActionKind kind(AlertCheck check) {
    return switch (check) {
      case IMAGE -> AlertActionKind.IMAGE_CHECK;
      case LISTING -> AlertActionKind.LIST_CHECK;
    };
  }
}
