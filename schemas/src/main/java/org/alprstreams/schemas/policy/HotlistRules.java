package org.alprstreams.schemas.policy;

import java.time.Duration;
import java.util.SortedSet;

/**
 * Which hotlist entries are taken in, which of them alert, and how far a list is trusted. A
 * category in none of the three sets is refused. Categories are the hotlist's own and the entry
 * types of the agencies' files, such as {@code STORED}, that have no category: those raise no alert
 * in any case, and an import counts their rows and keeps none.
 *
 * <p>When policies stack, a category gets the strictest of its treatments, a switch is on only if
 * all say so, and the lowest share and the shortest age win.
 *
 * @param alertableCategories raise alerts
 * @param notAlertableCategories raise no alert; entries are kept of those that are the hotlist's
 *     own
 * @param refusedCategories are refused at import and counted by name
 * @param lookBackAllowed whether a new entry may be compared with reads already kept
 * @param maxBadRowShare share of unreadable rows above which a whole list is refused, 0 to 1
 * @param maxShrinkShare share of a list's entries that one import may remove without an override, 0
 *     to 1
 * @param staleAfter age at which a list counts as stale, an hour to a year
 */
public record HotlistRules(
    SortedSet<String> alertableCategories,
    SortedSet<String> notAlertableCategories,
    SortedSet<String> refusedCategories,
    Boolean lookBackAllowed,
    Double maxBadRowShare,
    Double maxShrinkShare,
    Duration staleAfter) {
  public HotlistRules {
    new Checks()
        .codes("alertableCategories", alertableCategories)
        .codes("notAlertableCategories", notAlertableCategories)
        .codes("refusedCategories", refusedCategories)
        .apart("notAlertableCategories", notAlertableCategories, alertableCategories)
        .apart("refusedCategories", refusedCategories, alertableCategories)
        .apart("refusedCategories", refusedCategories, notAlertableCategories)
        .flag("lookBackAllowed", lookBackAllowed)
        .within("maxBadRowShare", maxBadRowShare, 0, 1)
        .within("maxShrinkShare", maxShrinkShare, 0, 1)
        .within("staleAfter", staleAfter, Limits.HOUR, Limits.years(1))
        .orThrow();
    alertableCategories = Strictest.sorted(alertableCategories);
    notAlertableCategories = Strictest.sorted(notAlertableCategories);
    refusedCategories = Strictest.sorted(refusedCategories);
  }

  /** What entries of this category may lead to; {@code REFUSED} for one that is not named. */
  public CategoryTreatment treatmentOf(String category) {
    if (alertableCategories.contains(category)) {
      return CategoryTreatment.ALERTABLE;
    }
    return notAlertableCategories.contains(category)
        ? CategoryTreatment.LISTED
        : CategoryTreatment.REFUSED;
  }

  HotlistRules strictest(HotlistRules other) {
    var refused = Strictest.all(refusedCategories, other.refusedCategories);
    var alertable = Strictest.common(alertableCategories, other.alertableCategories);
    var notAlertable = Strictest.common(admitted(), other.admitted());
    notAlertable.removeAll(alertable);
    return new HotlistRules(
        alertable,
        notAlertable,
        refused,
        lookBackAllowed && other.lookBackAllowed,
        Strictest.least(maxBadRowShare, other.maxBadRowShare),
        Strictest.least(maxShrinkShare, other.maxShrinkShare),
        Strictest.least(staleAfter, other.staleAfter));
  }

  private SortedSet<String> admitted() {
    return Strictest.all(alertableCategories, notAlertableCategories);
  }
}
