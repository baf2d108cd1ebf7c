package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which orders to look back are refused, before a client of the broker is even made. */
class LookBackOrderTest {

  private static final Duration LONGEST = Duration.ofDays(7);

  /** Whatever asks it for a client fails, so that a refusal that comes too late shows. */
  private static final KafkaClients NO_BROKER =
      new SettingsKafkaClients(
          Settings.of(Map.of("alpr.kafka.bootstrap-servers", "nowhere.invalid:1")),
          RecordSerdes.registryFree());

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir Path directory;
  private UsagePolicy lookingBack;

  @BeforeEach
  void allowLookingBack() throws IOException {
    try (InputStream file = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String town = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String changed = town.replace("lookBackAllowed: false", "lookBackAllowed: true");
      lookingBack =
          UsagePolicy.load(List.of(Files.writeString(directory.resolve("policy.yaml"), changed)));
    }
  }

  @Test
  void policyOfTheTownAllowsNone() throws IOException {
    // When
    ExitCode result =
        add(UsagePolicy.losAltosHills(), "8ABC123", order("PT24H", "STOLEN_VEHICLE", null));

    // Then
    assertRefused(result, "policy does not allow looking back");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "8ABC123, PT0S, STOLEN_VEHICLE, -, more than zero",
        "8ABC123, PT-1H, STOLEN_VEHICLE, -, more than zero",
        "8ABC123, P7DT1S, STOLEN_VEHICLE, -, at most",
        "8AB?12*, PT24H, STOLEN_VEHICLE, -, whole plate only",
        "8ABC123, PT24H, CURIOSITY, -, authorises these purposes",
        "8ABC123, PT24H, WANTED_VEHICLE, -, needs a case number",
        "8ABC123, PT24H, WANTED_VEHICLE, '', case number has",
        "not a plate, PT24H, STOLEN_VEHICLE, -, plate",
      })
  void whatThePolicyDoesNotCoverIsRefused(
      String plate, String span, String purpose, String caseNumber, String reason) {
    // When
    ExitCode result = add(lookingBack, plate, order(span, purpose, caseNumber));

    // Then
    assertRefused(result, reason);
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(plate);
  }

  @ParameterizedTest
  @CsvSource({
    "category, LOST_PLATE, raise no alert",
    "effectiveAt, 2126-01-31, not in force",
  })
  void entryOfWhichNothingWouldComeIsRefused(String column, String value, String reason) {
    // When
    ExitCode result =
        add(lookingBack, "8ABC123", order("PT24H", "STOLEN_VEHICLE", null), column, value);

    // Then
    assertRefused(result, reason);
  }

  /** If orders were refused for another reason, the tests above would not show it. */
  @Test
  void allowedOrderGoesOnToTheBroker() {
    assertThatThrownBy(() -> add(lookingBack, "8ABC123", order("P7D", "WANTED_VEHICLE", "26-117")))
        .isInstanceOf(KafkaException.class);
  }

  private ExitCode add(UsagePolicy policy, String plate, LookBackOrder order) {
    return add(policy, plate, order, HotlistColumns.REASON, "test");
  }

  private ExitCode add(
      UsagePolicy policy, String plate, LookBackOrder order, String column, String value) {
    Map<String, String> fields =
        new java.util.HashMap<>(
            Map.of(
                HotlistColumns.PLATE,
                plate,
                HotlistColumns.CATEGORY,
                "STOLEN_VEHICLE",
                HotlistColumns.SOURCE_AGENCY,
                "Test"));
    fields.put(column, value);
    return new HotlistCommands(
            NO_BROKER,
            policy,
            Clock.systemUTC(),
            "clerk",
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .add(fields, order, LONGEST);
  }

  private void assertRefused(ExitCode result, String reason) {
    assertThat(result).isEqualTo(ExitCode.FAILURE);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("Nothing was changed.")
        .contains(reason);
  }

  private static LookBackOrder order(String span, String purpose, String caseNumber) {
    return new LookBackOrder(Duration.parse(span), purpose, Optional.ofNullable(caseNumber));
  }
}
