package org.alprstreams.retention;

import static org.alprstreams.retention.SampleReads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.health.HealthState.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A machine starts with a clock that is a year ahead, on what was kept before. */
@ExtendWith(KafkaClusterExtension.class)
class WrongClockIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String CLOCK = "retention:clock";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  KafkaCluster cluster;

  @TempDir Path data;
  private final OffsetClock clock = new OffsetClock();
  private Instance instance;

  @BeforeEach
  void keepARead() throws Exception {
    instance = start(Map.of());
    await().atMost(PATIENCE).until(instance::ready);
    new Feed(cluster.getBootstrapServers())
        .reads(List.of(read("r1", "8ABC123", "north", Instant.now())));
    await().atMost(PATIENCE).until(() -> reads("8ABC123") == 1);
    instance.close();
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void nothingIsDeletedOrTakenInAndItGoesOnByItselfOnceTheClockIsRight() throws Exception {
    // Given
    clock.set(Instant.now().plus(YEAR));

    // When
    instance = start(Map.of());
    new Feed(cluster.getBootstrapServers())
        .reads(List.of(read("r2", "7XYZ456", "north", Instant.now())));

    // Then
    assertThat(instance.health(CLOCK).level()).isEqualTo(Level.DOWN);
    assertThat(instance.health(CLOCK).detail()).contains("alpr.retention.clock-confirmed");
    assertThat(instance.ready()).isFalse();

    // When: started once more with the same clock, which must not have become the newest time known
    instance.close();
    instance = start(Map.of());

    // Then
    assertThat(instance.health(CLOCK).level()).isEqualTo(Level.DOWN);

    // When
    clock.set(Instant.now());

    // Then
    await().atMost(PATIENCE).until(instance::ready);
    await().atMost(PATIENCE).until(() -> reads("8ABC123") == 1 && reads("7XYZ456") == 1);
  }

  @Test
  void somebodyConfirmsThatSoMuchTimeHasReallyPassed() throws Exception {
    // Given
    Instant now = Instant.now().plus(YEAR);
    clock.set(now);

    // When
    instance = start(Map.of("alpr.retention.clock-confirmed", now.toString()));

    // Then
    assertThat(instance.health(CLOCK).level()).isEqualTo(Level.UP);
  }

  @Test
  void clockThatIsSetAheadWhileItRunsHoldsReadsBackUntilItIsRight() throws Exception {
    // Given
    instance = start(Map.of());
    await().atMost(PATIENCE).until(instance::ready);

    // When
    clock.set(Instant.now().plus(YEAR));

    // Then
    await().atMost(PATIENCE).until(() -> instance.health(CLOCK).level() == Level.DOWN);

    // When
    new Feed(cluster.getBootstrapServers())
        .reads(List.of(read("r2", "7XYZ456", "north", Instant.now())));
    clock.set(Instant.now());

    // Then
    await().atMost(PATIENCE).until(() -> reads("8ABC123") == 1 && reads("7XYZ456") == 1);
    assertThat(instance.health(CLOCK).level()).isEqualTo(Level.UP);
  }

  private Instance start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("alpr.topics.partitions", "2");
    return Instance.start(
        cluster.getBootstrapServers(), data, settings, UsagePolicy.losAltosHills(), clock);
  }

  private int reads(String plate) throws Exception {
    HttpResponse<byte[]> answer = instance.get("/reads?plate=" + plate + "&purpose=STOLEN_VEHICLE");
    return answer.statusCode() == 200 ? Instance.parse(answer).at("/reads").size() : -1;
  }
}
