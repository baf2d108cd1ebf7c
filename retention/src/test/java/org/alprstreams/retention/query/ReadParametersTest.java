package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.retention.query.ReadParameters.Bounds;
import org.alprstreams.retention.query.ReadScan.Index;
import org.alprstreams.retention.query.Router.Allowance;
import org.alprstreams.service.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadParametersTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant EARLIEST = NOW.minus(Duration.ofDays(30));
  private static final Bounds BOUNDS = new Bounds(EARLIEST, NOW, Duration.ofHours(24));

  @Test
  void plateIsFoldedToItsKeyAndMustMatchExactly() {
    // When
    ReadParameters query = parse("plate=8abo-120");

    // Then
    assertThat(query.scan().index()).isEqualTo(Index.PLATE);
    assertThat(query.scan().subject()).isEqualTo("8A80120");
    assertThat(query.scan().text()).contains("8ABO120");
    assertThat(query.scan().from()).isEqualTo(EARLIEST);
    assertThat(query.scan().to()).isEqualTo(NOW);
    assertThat(query.elements())
        .containsEntry("plate", "8ABO120")
        .containsEntry("lookalikes", "false");
  }

  @Test
  void lookAlikesTakeTheWholeKey() {
    assertThat(parse("plate=8ABO120&lookalikes=true").scan().text()).isEmpty();
  }

  @Test
  void wildcardsMakeAPartialPlateWhichTheAccessRecordHolds() {
    // When
    ReadParameters query = parse("plate=7ab-**12?");

    // Then
    assertThat(query.scan().index()).isEqualTo(Index.PARTIAL_PLATE);
    assertThat(query.scan().subject()).isEqualTo("7AB*12?");
    assertThat(query.scan().wants("7ABC123")).isTrue();
    assertThat(query.scan().wants("7A8C123")).isFalse();
    assertThat(query.elements()).containsEntry("plate", "7AB*12?");
    assertThat(parse("plate=7AB*12?&lookalikes=true").scan().wants("7A8C123")).isTrue();
  }

  @Test
  void standbysMayAnswerUnlessForbiddenAndPartitionsMayNotBeMissingUnlessAllowed() {
    assertThat(parse("plate=8ABC123").allowance()).isEqualTo(new Allowance(false, true));
    assertThat(parse("plate=8ABC123&allowPartial=true&allowStale=false").allowance())
        .isEqualTo(new Allowance(true, false));
  }

  @ParameterizedTest
  @CsvSource({
    // At the limit, a second within it and a second beyond it.
    "2026-10-24T08:00:00Z, 2026-10-24T08:00:00Z",
    "2026-10-24T08:00:01Z, 2026-10-24T08:00:01Z",
    "2026-10-24T07:59:59Z, 2026-10-24T08:00:00Z",
    "-999999999-01-01T00:00:00Z, 2026-10-24T08:00:00Z"
  })
  void fromIsClampedToWhatMayBeKept(String given, String effective) {
    assertThat(parse("plate=8ABC123&from=" + given).scan().from())
        .isEqualTo(Instant.parse(effective));
  }

  @Test
  void timesBeyondAllCalendarsAreClampedToo() {
    // When
    ReadParameters query =
        parse("plate=8ABC123&from=-1000000000-01-01T00:00:00Z&to=%2B1000000000-12-31T00:00:00Z");

    // Then
    assertThat(query.scan().from()).isEqualTo(EARLIEST);
    assertThat(query.scan().to()).isEqualTo(NOW);
  }

  @Test
  void cursorIsTheEndOfAPage() {
    // Given
    Position last = new Position(NOW.toEpochMilli(), "north-17");

    // When / Then
    assertThat(parse("plate=8ABC123&cursor=" + last.cursor()).scan().after()).contains(last);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "purpose=X | either plate or camera",
        "plate=8ABC123&camera=north | either plate or camera",
        "plate=A | 2 to 8 letters and digits",
        "plate=8ABC12345 | 2 to 8 letters and digits",
        "plate=8A* | A plate with ? or * in it has at least 3 letters and digits",
        "plate=???? | A plate with ? or * in it has at least 3 letters and digits",
        "plate=ABCDEFGH? | at most 8 of them and ? together",
        "plate=8ABC123&allowStale=1 | allowStale is true or false",
        "plate=8ABC123&lookalikes=yes | lookalikes is true or false",
        "plate=8ABC123&plate=8ABC124 | plate is given more than once",
        "plate=8ABC123&limit=0 | limit is a whole number from 1 to 1000",
        "plate=8ABC123&limit=1001 | limit is a whole number from 1 to 1000",
        "plate=8ABC123&limit=ten | limit is a whole number from 1 to 1000",
        "plate=8ABC123&from=yesterday | from is a time in ISO 8601",
        "plate=8ABC123&from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z | from is after to",
        "plate=8ABC123&cursor=%21 | cursor is the 'nextCursor' of an earlier answer",
        "plate=8ABC123&allowPartial=1 | allowPartial is true or false",
        "plate=8ABC123&form=2026-11-01T00:00:00Z | There is no such parameter",
        "camera=north | needs from and to",
        "camera=north&from=2026-11-01T00:00:00Z | needs from and to",
        "camera=north&lookalikes=true | goes with plate",
        "camera=north&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:01Z | further apart than PT24H"
      })
  void badParametersAreRefusedWithWhatIsWrong(String query, String detail) {
    assertThatThrownBy(() -> parse(query))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("400 ")
        .hasMessageContaining(detail);
  }

  private static ReadParameters parse(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters
          .computeIfAbsent(parts[0], name -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return ReadParameters.parse(parameters, BOUNDS);
  }
}
