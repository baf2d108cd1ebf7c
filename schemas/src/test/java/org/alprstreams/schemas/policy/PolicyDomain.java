package org.alprstreams.schemas.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Valid policies, unlike each other in every field. All have one purpose, one role and one
 * collected item in common, without which they cannot be merged, and one time zone.
 */
final class PolicyDomain extends DomainContextBase {
  static final List<String> CATEGORIES = List.of("A", "B", "C", "D", "E", "F", "UNNAMED");
  private static final List<String> TEXTS = List.of("first", "second", "third", "fourth");
  private static final Arbitrary<Boolean> FLAG = Arbitraries.of(true, false);
  private static final Arbitrary<Double> SHARE = Arbitraries.doubles().between(0, 1).ofScale(2);

  @Provide
  Arbitrary<UsagePolicy> policies() {
    var who =
        Combinators.combine(sources(), FLAG, collects(), purposes(), roles(), texts()).as(Who::new);
    return Combinators.combine(
            who, retention(), FLAG, hotlists(), sharing(), alerts(), audits(), texts())
        .as(
            (w, retention, override, hotlists, sharing, alerts, audits, prohibited) ->
                new UsagePolicy(
                    w.sources,
                    ZoneId.of("America/Los_Angeles"),
                    w.publicMeeting,
                    w.collects,
                    w.purposes,
                    w.roles,
                    retention,
                    new OptOutRules(override),
                    hotlists,
                    sharing,
                    alerts,
                    audits,
                    w.accuracy,
                    prohibited));
  }

  private record Who(
      SortedSet<PolicySource> sources,
      boolean publicMeeting,
      SortedSet<CollectedItem> collects,
      List<Purpose> purposes,
      List<AuthorisedRole> roles,
      SortedSet<String> accuracy) {}

  private static Arbitrary<SortedSet<PolicySource>> sources() {
    return Combinators.combine(
            Arbitraries.of(Jurisdiction.class),
            Arbitraries.of(TEXTS),
            Arbitraries.integers().between(0, 3))
        .as(
            (jurisdiction, name, year) ->
                sorted(
                    Set.of(
                        new PolicySource(
                            name,
                            "v" + year,
                            LocalDate.of(2020 + year, 1, 1),
                            jurisdiction,
                            "Agency of " + name,
                            "Custodian of " + name))));
  }

  private static Arbitrary<SortedSet<CollectedItem>> collects() {
    return Arbitraries.of(CollectedItem.class)
        .set()
        .map(
            items -> {
              var all = sorted(items);
              all.add(CollectedItem.PLATE_NUMBER);
              return all;
            });
  }

  private static Arbitrary<List<Purpose>> purposes() {
    return Combinators.combine(subset(List.of("P", "Q", "R", "S")), Arbitraries.of(TEXTS), FLAG)
        .as(
            (codes, description, requiresCase) -> {
              codes.add("COMMON");
              return codes.stream()
                  .map(code -> new Purpose(code, description, requiresCase))
                  .toList();
            });
  }

  private static Arbitrary<List<AuthorisedRole>> roles() {
    return Combinators.combine(subset(List.of("X", "Y", "Z")), texts(), texts(), limit(1, 60))
        .as(
            (codes, designations, training, validFor) -> {
              codes.add("COMMON");
              return codes.stream()
                  .map(code -> role(code, designations, training, validFor))
                  .toList();
            });
  }

  private static AuthorisedRole role(
      String code,
      SortedSet<String> designations,
      SortedSet<String> training,
      CalendarLimit validFor) {
    var titles = new TreeSet<>(designations);
    if (code.equals("COMMON")) {
      titles.add("Everyone's title");
    }
    return new AuthorisedRole(code, titles, training, validFor);
  }

  private static Arbitrary<Retention> retention() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 1000),
            Arbitraries.integers().between(1, 100),
            limit(1, 60),
            Arbitraries.integers().between(1, 1440),
            limit(12, 120),
            texts())
        .as(
            (hours, percent, evidence, minutes, audit, destruction) ->
                new Retention(
                    Duration.ofHours(hours),
                    Duration.ofHours(Math.max(1, hours * percent / 100)),
                    evidence,
                    Duration.ofMinutes(minutes),
                    audit,
                    destruction));
  }

  private static Arbitrary<HotlistRules> hotlists() {
    var treatments = Arbitraries.integers().between(0, 3).list().ofSize(CATEGORIES.size() - 1);
    return Combinators.combine(
            treatments, FLAG, SHARE, SHARE, Arbitraries.integers().between(1, 500))
        .as(
            (treatment, lookBack, bad, shrink, hours) ->
                new HotlistRules(
                    treated(treatment, 1),
                    treated(treatment, 2),
                    treated(treatment, 3),
                    lookBack,
                    bad,
                    shrink,
                    Duration.ofHours(hours)));
  }

  private static SortedSet<String> treated(List<Integer> treatments, int wanted) {
    var categories = new TreeSet<String>();
    for (int i = 0; i < treatments.size(); i++) {
      if (treatments.get(i) == wanted) {
        categories.add(CATEGORIES.get(i));
      }
    }
    return categories;
  }

  private static Arbitrary<SharingRules> sharing() {
    return Combinators.combine(subset(TEXTS), Arbitraries.of("law", "order"), texts())
        .as(
            (agencies, basis, restrictions) -> {
              var recipients = new TreeSet<Recipient>();
              agencies.forEach(agency -> recipients.add(new Recipient(agency, basis)));
              return new SharingRules(recipients, restrictions);
            });
  }

  private static Arbitrary<AlertRules> alerts() {
    return Combinators.combine(
            Arbitraries.of(AlertCheck.class).set().ofMinSize(1),
            Arbitraries.integers().between(0, 8))
        .as((checks, differences) -> new AlertRules(sorted(checks), differences));
  }

  private static Arbitrary<AuditRules> audits() {
    return Combinators.combine(limit(1, 12), Arbitraries.integers().between(1, 500), texts())
        .as(AuditRules::new);
  }

  /** Months, or about as many days, so that the two are often hard to tell apart. */
  private static Arbitrary<CalendarLimit> limit(int leastMonths, int mostMonths) {
    var months = Arbitraries.integers().between(leastMonths, mostMonths);
    return Combinators.combine(months, FLAG)
        .as(
            (count, inDays) ->
                inDays ? new CalendarLimit(0, count * 61 / 2) : new CalendarLimit(count, 0));
  }

  private static Arbitrary<SortedSet<String>> texts() {
    return Arbitraries.of(TEXTS).set().ofMinSize(1).map(PolicyDomain::sorted);
  }

  private static Arbitrary<SortedSet<String>> subset(List<String> values) {
    return Arbitraries.of(values).set().map(PolicyDomain::sorted);
  }

  private static <T extends Comparable<? super T>> SortedSet<T> sorted(Set<T> values) {
    return new TreeSet<>(values);
  }
}
