package org.alprstreams.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyStackTest {
  @TempDir private Path folder;
  private PolicyFile county;

  @BeforeEach
  void givenACountysPolicyBesideTheTowns() throws IOException {
    county = PolicyFile.ofTheTown().with("/name", "county").with("/jurisdiction", "COUNTY");
  }

  @Test
  void takesEffectWithTheEarliestSoThatNoRestrictionWaits() throws IOException {
    // Given
    county.with("/effectiveDate", "2020-05-01");

    // When
    var policy = stacked();

    // Then
    assertThat(policy.effectiveDate()).isEqualTo("2020-05-01");
  }

  @Test
  void keepsMonthsAndDaysOfEvidenceSinceEitherMayEndFirst() throws IOException {
    // Given
    county.with("/retention/evidence", "P183D");

    // When
    var policy = stacked();

    // Then
    assertThat(policy.retention().evidence()).hasToString("P6M or P183D");
  }

  @Test
  void refusesPoliciesWithNothingInCommon() throws IOException {
    // Given
    county.with(
        "/purposes", "[{code: TOLLS, description: Collect tolls, requiresCaseNumber: false}]");

    // Then
    assertThatThrownBy(this::stacked)
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("the policies together: purposes is empty");
  }

  @Test
  void refusesPoliciesOfTwoTimeZones() throws IOException {
    // Given
    county.with("/timeZone", "America/New_York");

    // Then
    assertThatThrownBy(this::stacked)
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("timeZone")
        .hasMessageContaining("America/Los_Angeles")
        .hasMessageContaining("America/New_York");
  }

  private UsagePolicy stacked() throws IOException {
    return UsagePolicy.load(
        List.of(
            PolicyFile.ofTheTown().write(folder.resolve("town.yaml")),
            county.write(folder.resolve("county.yaml"))));
  }
}
