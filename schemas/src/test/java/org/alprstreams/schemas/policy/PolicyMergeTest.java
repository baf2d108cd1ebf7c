package org.alprstreams.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(PolicyDomain.class)
@Domain(DomainContext.Global.class)
class PolicyMergeTest {
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void isCommutative(@ForAll UsagePolicy one, @ForAll UsagePolicy other) {
    assertThat(one.strictest(other)).isEqualTo(other.strictest(one));
    assertThat(one.strictest(other).hash()).isEqualTo(other.strictest(one).hash());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void isAssociative(@ForAll UsagePolicy a, @ForAll UsagePolicy b, @ForAll UsagePolicy c) {
    assertThat(a.strictest(b).strictest(c)).isEqualTo(a.strictest(b.strictest(c)));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void isIdempotent(@ForAll UsagePolicy one, @ForAll UsagePolicy other) {
    // Given
    var merged = one.strictest(other);

    // Then
    assertThat(one.strictest(one)).isEqualTo(one);
    assertThat(merged.strictest(one)).isEqualTo(merged);
    assertThat(merged.strictest(other)).isEqualTo(merged);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void isNeverLaxerThanEither(
      @ForAll UsagePolicy one,
      @ForAll UsagePolicy other,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long collectedAt) {
    // When
    var merged = one.strictest(other);

    // Then
    for (var each : List.of(one, other)) {
      assertNoLongerKept(merged, each, Instant.ofEpochSecond(collectedAt));
      assertNoMoreAllowed(merged, each);
      assertNoLessDemanded(merged, each);
    }
  }

  private static void assertNoLongerKept(
      UsagePolicy merged, UsagePolicy each, Instant collectedAt) {
    assertThat(merged.readRetention()).isLessThanOrEqualTo(each.readRetention());
    assertThat(merged.imageRetention()).isLessThanOrEqualTo(each.imageRetention());
    assertThat(merged.transientRetention()).isLessThanOrEqualTo(each.transientRetention());
    assertThat(merged.evidenceUntil(collectedAt))
        .isBeforeOrEqualTo(each.evidenceUntil(collectedAt));
    assertThat(merged.evidenceRetentionUpperBound())
        .isLessThanOrEqualTo(each.evidenceRetentionUpperBound())
        .isGreaterThanOrEqualTo(Duration.between(collectedAt, merged.evidenceUntil(collectedAt)));
    assertThat(merged.hotlists().staleAfter()).isLessThanOrEqualTo(each.hotlists().staleAfter());
  }

  private static void assertNoMoreAllowed(UsagePolicy merged, UsagePolicy each) {
    assertThat(each.collects()).containsAll(merged.collects());
    assertThat(each.sharing().recipients()).containsAll(merged.sharing().recipients());
    assertThat(merged.purposes())
        .allSatisfy(purpose -> assertThat(each.isAuthorisedPurpose(purpose.code())).isTrue());
    assertThat(merged.roles())
        .allSatisfy(
            role ->
                assertThat(each.role(role.role()).orElseThrow().designations())
                    .containsAll(role.designations()));
    assertThat(PolicyDomain.CATEGORIES)
        .allSatisfy(
            category ->
                assertThat(merged.hotlists().treatmentOf(category))
                    .isLessThanOrEqualTo(each.hotlists().treatmentOf(category)));
    assertThat(!merged.optOut().overrideForStolen() || each.optOut().overrideForStolen()).isTrue();
    assertThat(!merged.hotlists().lookBackAllowed() || each.hotlists().lookBackAllowed()).isTrue();
    assertThat(merged.hotlists().maxBadRowShare())
        .isLessThanOrEqualTo(each.hotlists().maxBadRowShare());
    assertThat(merged.hotlists().maxShrinkShare())
        .isLessThanOrEqualTo(each.hotlists().maxShrinkShare());
    assertThat(merged.alerts().maxDifferences())
        .isLessThanOrEqualTo(each.alerts().maxDifferences());
  }

  private static void assertNoLessDemanded(UsagePolicy merged, UsagePolicy each) {
    assertThat(merged.auditRetention()).isGreaterThanOrEqualTo(each.auditRetention());
    assertThat(merged.audits().sampleSize()).isGreaterThanOrEqualTo(each.audits().sampleSize());
    assertThat(merged.alerts().requiredChecks()).containsAll(each.alerts().requiredChecks());
    assertThat(merged.hotlists().refusedCategories())
        .containsAll(each.hotlists().refusedCategories());
    assertThat(merged.prohibitedUses()).containsAll(each.prohibitedUses());
    assertThat(merged.retention().destruction()).containsAll(each.retention().destruction());
    assertThat(merged.publicMeetingRequired() || !each.publicMeetingRequired()).isTrue();
    assertThat(merged.purposes())
        .allSatisfy(
            purpose ->
                assertThat(
                        purpose.requiresCaseNumber()
                            || !each.purpose(purpose.code()).orElseThrow().requiresCaseNumber())
                    .isTrue());
    assertThat(merged.roles())
        .allSatisfy(
            role ->
                assertThat(role.training())
                    .containsAll(each.role(role.role()).orElseThrow().training()));
  }
}
