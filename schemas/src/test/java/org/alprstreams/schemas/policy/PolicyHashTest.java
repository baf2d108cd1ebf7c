package org.alprstreams.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyHashTest {
  @TempDir private Path folder;

  @Test
  void isTheSameForTheSamePolicyWrittenDifferently() throws IOException {
    // Given: no comments, other quotes and order, other spellings of the same values
    var file =
        PolicyFile.ofTheTown()
            .with("/retention/reads", "PT720H")
            .with("/retention/evidence", "P6M")
            .with("/retention/audit", "P60M")
            .with("/collects", "[TIME, DATE, PLATE_NUMBER, PLATE_IMAGE]")
            .with("/hotlists/maxShrinkShare", "5.0e-1");

    // When
    var hash = file.load(folder).hash();

    // Then
    assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(UsagePolicy.losAltosHills().hash());
  }

  @ParameterizedTest
  @CsvSource({
    "/version, '\"17-22\"'",
    "/custodianTitle, Town Clerk",
    "/retention/evidence, P5M",
    "/purposes/1/requiresCaseNumber, false",
    "/roles/0/designations/0, Captain",
    "/optOut/overrideForStolen, true"
  })
  void changesWithWhatThePolicySays(String pointer, String value) throws IOException {
    // Given
    var file = PolicyFile.ofTheTown().with(pointer, value);

    // When
    var hash = file.load(folder).hash();

    // Then
    assertThat(hash).isNotEqualTo(UsagePolicy.losAltosHills().hash());
  }

  @Test
  void doesNotDependOnTheOrderOfTheFiles() throws IOException {
    // Given
    var town = PolicyFile.ofTheTown().write(folder.resolve("town.yaml"));
    var county =
        PolicyFile.ofTheTown()
            .with("/name", "county")
            .with("/jurisdiction", "COUNTY")
            .with("/custodianTitle", "Sheriff")
            .with("/retention/reads", "P60D")
            .with("/retention/images", "P7D")
            .write(folder.resolve("county.yaml"));

    // When
    var one = UsagePolicy.load(List.of(town, county));
    var other = UsagePolicy.load(List.of(county, town));

    // Then
    assertThat(one.hash()).isEqualTo(other.hash());
    assertThat(one.version()).isEqualTo("los-altos-hills 17-21 + county 17-21");
    assertThat(one.custodianTitle()).isEqualTo("City Manager");
    assertThat(one.readRetention()).hasDays(30);
    assertThat(one.imageRetention()).hasDays(7);
  }

  @Test
  void standsInTheDocumentForThePublic() throws IOException {
    // Given
    var policy = UsagePolicy.losAltosHills();

    // When
    var document = policy.document();

    // Then
    assertThat(document)
        .containsEntry("version", "los-altos-hills 17-21")
        .containsEntry("hash", policy.hash())
        .containsEntry("effectiveDate", "2022-01-01")
        .containsEntry("custodianTitle", "City Manager")
        .containsEntry("timeZone", "America/Los_Angeles")
        .containsKeys("purposes", "roles", "sharing", "prohibitedUses", "accuracy");
    assertThat(document.get("retention"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsAllEntriesOf(
            Map.of("reads", "P30D", "evidence", "P6M", "transient", "PT30M", "audit", "P5Y"));
    assertThat(new ObjectMapper().writeValueAsString(document)).startsWith("{\"version\"");
  }
}
