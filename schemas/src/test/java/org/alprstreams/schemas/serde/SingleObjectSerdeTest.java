package org.alprstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.alprstreams.avro.DeadLetter;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class SingleObjectSerdeTest {

  private final Serde<DeadLetter> serde = RecordSerdes.registryFree().store(DeadLetter.class);

  @Test
  void givesBackWhatItWasGiven() {
    byte[] bytes = serde.serializer().serialize("any", Samples.deadLetter());
    assertThat(serde.deserializer().deserialize("any", bytes)).isEqualTo(Samples.deadLetter());
  }

  @Test
  void marksItsBytesWithTheSchemasFingerprint() {
    ByteBuffer bytes =
        ByteBuffer.wrap(serde.serializer().serialize("any", Samples.deadLetter()))
            .order(ByteOrder.LITTLE_ENDIAN);

    assertThat(bytes.get()).isEqualTo((byte) 0xC3);
    assertThat(bytes.get()).isEqualTo((byte) 0x01);
    assertThat(bytes.getLong())
        .isEqualTo(SchemaNormalization.parsingFingerprint64(DeadLetter.getClassSchema()));
  }

  @Test
  void keepsTombstones() {
    assertThat(serde.serializer().serialize("any", null)).isNull();
    assertThat(serde.deserializer().deserialize("any", null)).isNull();
  }

  @Test
  void refusesForeignBytesWithoutQuotingThem() {
    assertThatThrownBy(() -> serde.deserializer().deserialize("any", "7ABC123".getBytes()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("no DeadLetter")
        .hasMessageNotContaining("7ABC123");
  }
}
