package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.UndecodableOptOut;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of residents whose opt-out can no longer be decoded. */
class UndecodableOptOutTest {

  private final TopologyFixture town = new TopologyFixture();
  private final TestInputTopic<String, byte[]> bytes =
      town.driver.createInputTopic(
          Topics.OPT_OUTS.name(), new StringSerializer(), new ByteArraySerializer());

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void plateWhoseEntryIsDamagedStaysOptedOut() {
    // Given
    town.optOut("8ABC123");
    damage("8ABC123");

    // When
    town.look(look("8ABC123", 0.97).track("7"));
    town.look(look("7XYW456", 0.97).track("8").atMillis(5_000));
    town.pass(Duration.ofSeconds(20));

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getPlateText).containsOnly("7XYW456");
  }

  @Test
  void listOfWhichNothingCanBeDecodedLetsNobodyOfItThrough() {
    // Given a registry that lost the schema of every entry, the one that proves the secret included
    bytes.pipeInput(TestData.KEYS.checkKey(), new byte[] {1, 2, 3});
    damage("8ABC123");

    // When
    town.look(look("8ABC123", 0.97).track("7"));
    town.pass(Duration.ofSeconds(20));

    // Then
    assertThat(town.newReads()).isEmpty();
    assertThat(town.count("alpr.matching.suppressed", "reason", "opted-out")).isEqualTo(1);
  }

  @Test
  void nextEntryTakesItsPlace() {
    // Given
    town.optOut("8ABC123");
    damage("8ABC123");

    // When the resident opts back in
    bytes.pipeInput(TestData.KEYS.of(new PlateText("8ABC123")), (byte[]) null);
    town.look(look("8ABC123", 0.97).track("7"));
    town.pass(Duration.ofSeconds(20));

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getPlateText).containsOnly("8ABC123");
  }

  @Test
  void listWaitsForARegistryThatDoesNotAnswer() {
    // Given
    Deserializer<OptOut> away =
        (topic, entry) -> {
          throw new SerializationException("no schema", new TimeoutException("registry"));
        };

    // Then
    assertThatThrownBy(() -> UndecodableOptOut.deserializer(away).deserialize("topic", new byte[1]))
        .isInstanceOf(SerializationException.class);
  }

  private void damage(String plate) {
    bytes.pipeInput(TestData.KEYS.of(new PlateText(plate)), new byte[] {1, 2, 3});
  }
}
