package org.alprstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.SuppressionMarker;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class SingleObjectEncoderTest {

  private static final SpecificData MODEL = SpecificData.getForClass(CameraPassages.class);

  @Test
  void bytesAreThoseOfAvrosOwnEncoder() throws Exception {
    TrustedRecords.trust();
    SingleObjectEncoder<CameraPassages> encoder =
        new SingleObjectEncoder<>(MODEL, CameraPassages.getClassSchema());
    BinaryMessageEncoder<CameraPassages> avros =
        new BinaryMessageEncoder<>(MODEL, CameraPassages.getClassSchema());

    // Given a long record and then a shorter one: nothing of the first may be left in the buffer
    for (CameraPassages state : List.of(state(300), state(1))) {
      ByteBuffer expected = avros.encode(state);
      byte[] bytes = new byte[expected.remaining()];
      expected.get(bytes);

      assertThat(encoder.encode(state)).isEqualTo(bytes);
    }
  }

  private static CameraPassages state(int looks) {
    Instant at = Instant.parse("2026-05-04T10:00:00Z");
    return new CameraPassages(
        List.of(),
        List.of(),
        List.of(new SuppressionMarker(new BoundingBox(1, 2, 3, 4), at, at, null)),
        LongStream.range(0, looks).map(i -> i << 40).boxed().toList(),
        7L);
  }
}
