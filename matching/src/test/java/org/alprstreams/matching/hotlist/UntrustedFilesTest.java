package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.mapping.Mappings;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Files that nobody vouches for: whatever is in them, an import ends in words, and before Kafka is
 * spoken to.
 */
class UntrustedFilesTest {

  private static final String HEADER =
      "plate,state,category,priority,sourceAgency,effectiveAt,expiresAt,year\n";

  @Property(tries = 500)
  void randomBytesNeverPublish(@ForAll byte[] bytes) throws IOException {
    assertRefused(bytes, ImportOptions.of("svs"));
  }

  @Property(tries = 500)
  void randomBytesAfterAGoodHeaderNeverPublish(@ForAll byte[] bytes) throws IOException {
    byte[] header = (HEADER + "x\n").getBytes(StandardCharsets.UTF_8);
    byte[] file = Arrays.copyOf(header, header.length + bytes.length);
    System.arraycopy(bytes, 0, file, header.length, bytes.length);
    assertRefused(file, ImportOptions.of("svs"));
  }

  @Property(tries = 300)
  void randomBytesByAMappingNeverPublish(@ForAll byte[] bytes, @ForAll("mappings") String mapping)
      throws IOException {
    // Given a first row that is bad in every one of them
    byte[] start = "1,;|\n1,;|\n".getBytes(StandardCharsets.UTF_8);
    byte[] file = Arrays.copyOf(start, start.length + bytes.length);
    System.arraycopy(bytes, 0, file, start.length, bytes.length);
    assertRefused(file, ImportOptions.of("svs").by(mapping));
  }

  @Property(tries = 500)
  void randomRowsNeverThrowAnythingElse(@ForAll("rows") List<String> rows) throws IOException {
    // Given rows of likely and unlikely fields, and one that is bad in any case
    String text = rows.stream().collect(Collectors.joining("\n", HEADER, "\nbad\n"));

    // Then
    assertRefused(text.getBytes(StandardCharsets.UTF_8), ImportOptions.of("svs"));
  }

  @Property(tries = 200)
  void cutAndTurnedArchivesNeverPublish(@ForAll byte[] bytes) throws IOException {
    byte[] file = Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 4 + bytes.length);
    System.arraycopy(bytes, 0, file, 4, bytes.length);
    assertRefused(file, ImportOptions.of("svs"));
  }

  @Provide
  Arbitrary<String> mappings() {
    return Arbitraries.of(Mappings.SHIPPED);
  }

  @Provide
  Arbitrary<List<String>> rows() {
    Arbitrary<String> field =
        Arbitraries.oneOf(
            Arbitraries.of(
                "8ABC123",
                "CA",
                "STOLEN_VEHICLE",
                "HIGH",
                "Sheriff",
                "2026-11-01",
                "2026-12-01T00:00:00-08:00",
                "2020",
                "",
                "\"",
                "\"\"",
                "T",
                "-1",
                "+999999999-12-31T00:00:00Z",
                "\u0130",
                "9999999999"),
            Arbitraries.strings().ofMaxLength(12));
    // At most nine rows: one bad row among them is more than the policy's share.
    return field
        .list()
        .ofMinSize(1)
        .ofMaxSize(9)
        .map(fields -> String.join(",", fields))
        .list()
        .ofMaxSize(9);
  }

  private static void assertRefused(byte[] bytes, ImportOptions options) throws IOException {
    Path file = Files.createTempFile("untrusted", ".csv");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      Files.write(file, bytes);
      ExitCode code =
          new HotlistCommands(
                  new NoKafka(),
                  UsagePolicy.losAltosHills(),
                  Clock.fixed(TestData.START, ZoneOffset.UTC),
                  "clerk",
                  new PrintStream(printed, true, StandardCharsets.UTF_8))
              .importFile(file, options);
      assertThat(code).isEqualTo(ExitCode.FAILURE);
      assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Nothing was changed. ");
    } finally {
      Files.delete(file);
    }
  }

  /** Fails whoever asks it for anything. */
  private static final class NoKafka implements KafkaClients {

    @Override
    public <V extends SpecificRecord> Producer<String, V> producer(
        Topic<V> topic, Map<String, ?> overrides) {
      throw new AssertionError("A refused file must not get as far as Kafka.");
    }

    @Override
    public Producer<String, SpecificRecord> producer(Map<String, ?> overrides) {
      throw new AssertionError("A refused file must not get as far as Kafka.");
    }

    @Override
    public <V extends SpecificRecord> Consumer<String, V> consumer(
        Topic<V> topic, String groupId, Map<String, ?> overrides) {
      throw new AssertionError("A refused file must not get as far as Kafka.");
    }

    @Override
    public Consumer<String, byte[]> byteConsumer(String groupId, Map<String, ?> overrides) {
      throw new AssertionError("A refused file must not get as far as Kafka.");
    }

    @Override
    public Admin admin() {
      throw new AssertionError("A refused file must not get as far as Kafka.");
    }
  }
}
