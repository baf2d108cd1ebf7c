package org.alprstreams.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.alprstreams.avro.HotlistCategory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults, clause by clause, against the Town's published rules. */
class LosAltosHillsPolicyTest {
  private UsagePolicy policy;

  @BeforeEach
  void givenTheTownsPolicy() throws IOException {
    policy = UsagePolicy.losAltosHills();
  }

  @Test
  void keepsReadsThirtyDaysAndImagesNoLonger() {
    assertThat(policy.readRetention()).isEqualTo(Duration.ofDays(30));
    assertThat(policy.imageRetention()).isEqualTo(Duration.ofDays(30));
    assertThat(policy.transientRetention()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void keepsEvidenceSixMonthsAfterCollection() {
    // When
    var until = policy.evidenceUntil(Instant.parse("2026-01-15T20:00:00Z"));

    // Then: noon in winter becomes noon in summer
    assertThat(until).isEqualTo(Instant.parse("2026-07-15T19:00:00Z"));
    assertThat(policy.evidenceRetentionUpperBound())
        .isEqualTo(Duration.ofDays(184).plus(Duration.ofHours(2)));
  }

  @Test
  void keepsTheAuditTrailForYears() {
    assertThat(policy.auditRetention()).isGreaterThanOrEqualTo(Duration.ofDays(5 * 365 + 1));
  }

  @Test
  void collectsPlateImageNumberDateAndTimeOnly() {
    assertThat(policy.collects())
        .containsExactlyInAnyOrder(
            CollectedItem.PLATE_IMAGE,
            CollectedItem.PLATE_NUMBER,
            CollectedItem.DATE,
            CollectedItem.TIME);
  }

  @Test
  void namesCustodianAgencyAndTheDayItTookEffect() {
    assertThat(policy.custodianTitle()).isEqualTo("City Manager");
    assertThat(policy.agency()).isEqualTo("Town of Los Altos Hills");
    assertThat(policy.version()).isEqualTo("los-altos-hills 17-21");
    assertThat(policy.effectiveDate()).isEqualTo("2022-01-01");
    assertThat(policy.timeZone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
    assertThat(policy.publicMeetingRequired()).isTrue();
  }

  @Test
  void sharesWithNobody() {
    assertThat(policy.sharing().recipients()).isEmpty();
    assertThat(policy.sharing().restrictions()).isNotEmpty();
  }

  @Test
  void letsNothingOverrideAnOptOutAndLooksBackAtNothing() {
    assertThat(policy.optOut().overrideForStolen()).isFalse();
    assertThat(policy.hotlists().lookBackAllowed()).isFalse();
  }

  @Test
  void demandsTwoChecksAndAllowsOneDifference() {
    assertThat(policy.alerts().requiredChecks())
        .containsExactly(AlertCheck.IMAGE, AlertCheck.LISTING);
    assertThat(policy.alerts().maxDifferences()).isEqualTo(1);
  }

  @Test
  void isAuditedAtLeastYearly() {
    assertThat(policy.audits().period()).isEqualTo(new CalendarLimit(12, 0));
    assertThat(policy.audits().sampleSize()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DISPATCHER",
        "ANALYST",
        "INVESTIGATOR",
        "OVERSIGHT",
        "ADMINISTRATOR",
        "MAINTAINER"
      })
  void namesDesignationsAndTrainingOfEachRole(String role) {
    assertThat(policy.role(role))
        .hasValueSatisfying(
            authorised -> {
              assertThat(authorised.designations()).isNotEmpty();
              assertThat(authorised.training()).isNotEmpty();
              assertThat(authorised.trainingValidFor()).isNotNull();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "STOLEN_VEHICLE, ALERTABLE",
    "STOLEN_PLATE, ALERTABLE",
    "WANTED_PERSON, ALERTABLE",
    "STORED, LISTED",
    "IMPOUNDED, LISTED",
    "REPOSSESSED, LISTED",
    "IMMIGRATION_VIOLATOR, REFUSED",
    "GANG, REFUSED",
    "stolen_vehicle, REFUSED",
    "NO_SUCH_CATEGORY, REFUSED"
  })
  void treatsHotlistCategoriesByDefaultAsRefused(String category, CategoryTreatment treatment) {
    assertThat(policy.hotlists().treatmentOf(category)).isEqualTo(treatment);
  }

  @Test
  void alertsOnNoCategoryThatHotlistsDoNotHave() {
    assertThat(policy.hotlists().alertableCategories())
        .allSatisfy(category -> assertThat(HotlistCategory.valueOf(category)).isNotNull());
  }

  @ParameterizedTest
  @CsvSource({"STOLEN_VEHICLE, true", "AUDIT, true", "stolen_vehicle, false", "CURIOSITY, false"})
  void authorisesItsOwnPurposesOnly(String code, boolean authorised) {
    assertThat(policy.isAuthorisedPurpose(code)).isEqualTo(authorised);
  }

  @Test
  void demandsACaseNumberForInvestigations() {
    assertThat(policy.purpose("CRIMINAL_INVESTIGATION").orElseThrow().requiresCaseNumber())
        .isTrue();
  }
}
