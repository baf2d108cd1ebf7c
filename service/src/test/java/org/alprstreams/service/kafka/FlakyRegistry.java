package org.alprstreams.service.kafka;

import java.net.ConnectException;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes whose registry may be away: then they fail as Apicurio's do. */
final class FlakyRegistry implements RecordSerdes {

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private volatile boolean away;

  void goes() {
    away = true;
  }

  void comesBack() {
    away = false;
  }

  @Override
  public <T extends SpecificRecord> Serde<T> value(Topic<T> topic) {
    Serde<T> whole = serdes.value(topic);
    Deserializer<T> flaky =
        (name, bytes) -> {
          if (away) {
            throw new RuntimeException(new ConnectException("Connection refused"));
          }
          return whole.deserializer().deserialize(name, bytes);
        };
    return Serdes.serdeFrom(whole.serializer(), flaky);
  }

  @Override
  public <T extends SpecificRecord> Serde<T> store(Class<T> type) {
    return serdes.store(type);
  }
}
