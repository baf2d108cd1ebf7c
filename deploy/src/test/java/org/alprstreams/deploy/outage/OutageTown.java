package org.alprstreams.deploy.outage;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.console.ConsoleApplication;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.access.AccessExport;
import org.alprstreams.service.access.AccessExport.Verdict;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.kafka.TopicScan;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Retention and console in one process, with a vehicle that they know. Test support. */
final class OutageTown implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofSeconds(90);

  /** The deadlines of a query and of its record, and what a busy machine takes. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final Path key;
  private final KafkaClients kafka;
  private final ServiceRuntime runtime;

  private OutageTown(String bootstrap, Path directory) throws Exception {
    this.directory = directory;
    key = Files.writeString(directory.resolve("access-log.pem"), SigningKey.generate().secretPem());
    Settings settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("alpr.kafka.bootstrap-servers", bootstrap),
                Map.entry("alpr.service.data-directory", directory.resolve("data").toString()),
                Map.entry("alpr.http.port", "0"),
                Map.entry("alpr.topics.partitions", "2"),
                Map.entry("alpr.sign-in.demo-tokens", "true"),
                Map.entry("alpr.access-log.signing-key", key.toString()),
                Map.entry("alpr.access-log.deadline", "PT1S"),
                Map.entry("alpr.access-log.checkpoint-interval", "PT1S"),
                Map.entry("alpr.retention.access-log-deadline", "PT1S"),
                Map.entry("alpr.retention.query-deadline", "PT3S"),
                Map.entry("alpr.retention.sentinel-interval", "PT1S"),
                Map.entry("alpr.opt-out.secret", "5a".repeat(32))));
    kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
    runtime =
        new ServiceRuntime(
            settings,
            UsagePolicy.losAltosHills(),
            List.of(new RetentionApplication(), new ConsoleApplication()),
            Optional.of(RecordSerdes.registryFree()),
            Clock.systemUTC());
  }

  static OutageTown start(String bootstrap, Path directory) throws Exception {
    OutageTown town = new OutageTown(bootstrap, directory);
    try {
      town.runtime.start();
      await("ready").atMost(STARTUP).until(() -> town.runtime.health().ready());
      return town;
    } catch (Exception | AssertionError e) {
      town.close();
      throw e;
    }
  }

  /** The vehicle passes: a read, its pictures and an alert. */
  PlateRead pass() throws Exception {
    // Longer ago than a correction has to wait.
    PlateRead read = Samples.read(Instant.now().minusSeconds(300).truncatedTo(ChronoUnit.MILLIS));
    send(Topics.READS, read.getPlateKey(), read, read.getCapturedAt());
    send(Topics.READ_IMAGES, read.getPlateKey(), Samples.image(read), read.getCapturedAt());
    send(Topics.ALERTS, "alert", Samples.alert(read), read.getCapturedAt());
    return read;
  }

  private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Instant at)
      throws Exception {
    try (Producer<String, V> producer = kafka.producer(topic, Map.of())) {
      producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, value)).get();
    }
  }

  HttpResponse<byte[]> ask(Question question) throws Exception {
    String token =
        runtime
            .demoTokens()
            .orElseThrow()
            .mint("rosa", Set.of(question.role()), Duration.ofHours(1));
    return http.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + runtime.httpPort() + question.address()))
            .header("Authorization", "Bearer " + token)
            .header("Accept", question.accepts())
            .timeout(LONGEST_ANSWER)
            .method(question.method(), BodyPublishers.ofString(question.body()))
            .build(),
        BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> ask(Role role, String method, String address, String body) throws Exception {
    return ask(new Question(method + " " + address, role, address, body));
  }

  Set<String> routes() {
    return runtime.routes();
  }

  /** All access records there are now. */
  List<AccessRecord> accessRecords() {
    List<AccessRecord> records = new ArrayList<>();
    TopicScan.all(kafka, Topics.ACCESS_LOG, found -> records.add(found.value()));
    return records;
  }

  /** What an auditor who has the public key finds out about the log as it is now. */
  Verdict verifiedExport(String name) throws Exception {
    Path export = directory.resolve(name);
    AccessExport.write(kafka, export, Instant.now(), null, null);
    return AccessExport.verify(export, PublicKeys.read(List.of(key)), false, false);
  }

  @Override
  public void close() {
    runtime.close();
  }
}
