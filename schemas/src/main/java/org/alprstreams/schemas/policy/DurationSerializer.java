package org.alprstreams.schemas.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;

/** Writes durations as the files do. */
final class DurationSerializer extends StdSerializer<Duration> {
  private static final long serialVersionUID = 1L;

  DurationSerializer() {
    super(Duration.class);
  }

  @Override
  public void serialize(Duration value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(DurationText.of(value));
  }
}
