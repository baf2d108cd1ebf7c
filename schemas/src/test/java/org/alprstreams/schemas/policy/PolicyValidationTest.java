package org.alprstreams.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyValidationTest {
  @TempDir private Path folder;
  private PolicyFile file;

  @BeforeEach
  void givenTheTownsPolicy() throws IOException {
    file = PolicyFile.ofTheTown();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "version",
        "effectiveDate",
        "jurisdiction",
        "agency",
        "custodianTitle",
        "timeZone",
        "publicMeetingRequired",
        "collects",
        "purposes",
        "purposes/0/code",
        "purposes/1/description",
        "purposes/2/requiresCaseNumber",
        "roles",
        "roles/0/role",
        "roles/1/designations",
        "roles/2/training",
        "roles/3/trainingValidFor",
        "retention",
        "retention/reads",
        "retention/images",
        "retention/evidence",
        "retention/transient",
        "retention/audit",
        "retention/destruction",
        "optOut",
        "optOut/overrideForStolen",
        "hotlists",
        "hotlists/alertableCategories",
        "hotlists/notAlertableCategories",
        "hotlists/refusedCategories",
        "hotlists/lookBackAllowed",
        "hotlists/maxBadRowShare",
        "hotlists/maxShrinkShare",
        "hotlists/staleAfter",
        "sharing",
        "sharing/recipients",
        "sharing/restrictions",
        "alerts",
        "alerts/requiredChecks",
        "alerts/maxDifferences",
        "audits",
        "audits/period",
        "audits/sampleSize",
        "audits/monitoring",
        "accuracy",
        "prohibitedUses"
      })
  void namesTheMandatoryFieldThatIsMissing(String field) throws IOException {
    // Given
    file.without("/" + field);

    // When
    var problems = problems();

    // Then
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path())
                  .isEqualTo(field.replaceAll("/(\\d)/", "[$1]/").replace('/', '.'));
              assertThat(problem.wrong()).isEqualTo("is missing");
              assertThat(problem.allowed()).isNotBlank();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/retention/reads | 30 | is 30 | a duration of days, hours or minutes such as P30D or PT15M",
        "/retention/reads | P6M | is \"P6M\" | a duration of days, hours or minutes such as P30D or PT15M",
        "/retention/reads | P-30D | is P-30D | PT1M to P1830D",
        "/retention/reads | PT0S | is PT0S | PT1M to P1830D",
        "/retention/reads | P36500D | is P36500D | PT1M to P1830D",
        "/retention/images | P31D | is P31D | no longer than reads, which is P30D",
        "/retention/evidence | P0M | is \"P0M\" | a period of months or days such as P6M or P180D",
        "/retention/evidence | P50Y | is P50Y | P1D to P3660D",
        "/retention/transient | P2D | is P2D | PT1M to P1D",
        "/retention/audit | P1M | is P1M | P365D to P36600D",
        "/alerts/maxDifferences | -1 | is -1 | a whole number from 0 to 8",
        "/alerts/maxDifferences | 1.5 | is 1.5 | a whole number",
        "/alerts/maxDifferences | 99999999999 | is 99999999999 | a whole number",
        "/alerts/requiredChecks/0 | GUESS | is \"GUESS\" | IMAGE, LISTING",
        "/hotlists/maxBadRowShare | 1.01 | is 1.01 | a number from 0 to 1",
        "/hotlists/staleAfter | PT59M | is PT59M | PT1H to P366D",
        "/optOut/overrideForStolen | \"no\" | is \"no\" | true or false",
        "/audits/sampleSize | 0 | is 0 | a whole number from 1 to 1000000",
        "/audits/period | P2Y | is P2Y | P1D to P366D",
        "/version | 1.10 | is 1.1 | a text, in quotes if it looks like a number",
        "/effectiveDate | 2022-02-30 | is \"2022-02-30\" | a day such as 2022-03-17",
        "/effectiveDate | 0022-02-03 | is 0022-02-03 | a day from 1970-01-01 to before 2200-01-01",
        "/timeZone | Los Altos | is \"Los Altos\" | a time zone such as America/Los_Angeles",
        "/jurisdiction | VILLAGE | is \"VILLAGE\" | DISTRICT, TOWN, COUNTY, STATE",
        "/custodianTitle | \"  \" | is \"  \" | a text of 1 to 2000 characters",
        "/collects/0 | FACE | is \"FACE\" | PLATE_IMAGE, PLATE_NUMBER, DATE, TIME, SCENE_IMAGE, VEHICLE_DESCRIPTION",
        "/purposes | [] | is empty | at least one purpose",
        "/purposes | x | is \"x\" | 'a list, [] if it is empty'",
        "/retention | 30 days | is \"30 days\" | fields with their values",
      })
  void saysWhatIsWrongAndWhatIsAllowed(String pointer, String value, String wrong, String allowed)
      throws IOException {
    // Given
    file.with(pointer, value);

    // When
    var problems = problems();

    // Then
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.wrong()).isEqualTo(wrong);
              assertThat(problem.allowed()).isEqualTo(allowed);
              assertThat(problem.file()).endsWith("town.yaml");
            });
  }

  @Test
  void refusesDuplicatedCodes() throws IOException {
    // Given
    file.with("/purposes/1/code", "STOLEN_VEHICLE")
        .with("/roles/1/role", "DISPATCHER")
        .with("/hotlists/refusedCategories", "[STORED, GANG, GANG]");

    // When
    var problems = problems();

    // Then
    assertThat(problems)
        .extracting(PolicyProblem::path, PolicyProblem::wrong)
        .containsExactlyInAnyOrder(
            tuple("purposes", "names STOLEN_VEHICLE more than once"),
            tuple("roles", "names DISPATCHER more than once"),
            tuple("hotlists.refusedCategories", "names GANG more than once"),
            tuple("hotlists.refusedCategories", "names STORED too"));
  }

  @Test
  void tellsEverythingThatIsWrongWithAllFilesAtOnce() throws IOException {
    // Given
    var town =
        file.with("/retention/reads", "soon")
            .with("/purposes/1/code", "not a code")
            .with("/sharing/forSale", "true")
            .without("/custodianTitle")
            .write(folder.resolve("town.yaml"));
    var county =
        PolicyFile.ofTheTown().without("/audits/period").write(folder.resolve("county.yaml"));

    // When
    var refusal =
        catchThrowableOfType(
            InvalidPolicyException.class, () -> UsagePolicy.load(List.of(town, county)));

    // Then
    assertThat(refusal.problems())
        .extracting(PolicyProblem::path)
        .containsExactlyInAnyOrder(
            "retention.reads",
            "purposes[1].code",
            "sharing.forSale",
            "custodianTitle",
            "audits.period");
    assertThat(refusal)
        .hasMessageContaining("town.yaml: retention.reads is \"soon\"; allowed: a duration")
        .hasMessageContaining("county.yaml: audits.period is missing; allowed: P1D to P366D");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retain: 1", "purpose: []", "Name: x"})
  void refusesFieldsThatItDoesNotKnow(String line) throws IOException {
    // Given
    var path = file.write(folder.resolve("town.yaml"));
    Files.writeString(path, Files.readString(path) + line + "\n");

    // When
    var refusal =
        catchThrowableOfType(InvalidPolicyException.class, () -> UsagePolicy.load(List.of(path)));

    // Then
    assertThat(refusal.problems())
        .singleElement()
        .hasToString(
            path.toUri().toURL()
                + ": "
                + line.substring(0, line.indexOf(':'))
                + " is not a field of a policy; allowed: accuracy, agency, alerts, audits, collects,"
                + " custodianTitle, effectiveDate, hotlists, jurisdiction, name, optOut,"
                + " prohibitedUses, publicMeetingRequired, purposes, retention, roles, sharing,"
                + " timeZone, version here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "policy",
        "name: a\nname: b",
        "name: [",
        "name: a\n---\nname: b",
        "\u0000"
      })
  void refusesWhatIsNotOnePolicy(String text) throws IOException {
    // Given
    var path = Files.writeString(folder.resolve("town.yaml"), text);

    // Then
    assertThatThrownBy(() -> UsagePolicy.load(List.of(path)))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("town.yaml");
  }

  @Test
  void refusesToBeWithoutAPolicy() {
    assertThatThrownBy(() -> UsagePolicy.load(List.of()))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("at least one policy file");
  }

  @Test
  void saysWhichFileIsNotThere() {
    assertThatThrownBy(() -> UsagePolicy.load(List.of(folder.resolve("county.yaml"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("county.yaml");
  }

  private List<PolicyProblem> problems() {
    return catchThrowableOfType(InvalidPolicyException.class, () -> file.load(folder)).problems();
  }
}
