package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.retention.Tally.Kind;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SignInSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances with standbys on one broker, one of them killed with SIGKILL while queries run
 * and started again, or frozen and let go on: every answer comes in time and is right, or says what
 * it may lack, or is a 503. {@code -Dalpr.long-tests=true} asks ten times as often.
 */
@ExtendWith(KafkaClusterExtension.class)
class KilledInstanceIT {

  private static final int QUERIES = Boolean.getBoolean("alpr.long-tests") ? 10_000 : 1_000;
  private static final int THREADS = 4;

  /** As many connections as a process takes that accepts none. */
  private static final int WAITING = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  KafkaCluster cluster;

  @TempDir Path data;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final KnownReads known = new KnownReads(now);
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final Tally tally = new Tally(known);
  private final AtomicBoolean done = new AtomicBoolean();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
  private final List<InstanceProcess> instances = new ArrayList<>();
  private Feed feed;
  private Future<?> noise;
  private String token;

  @AfterEach
  void stop() {
    done.set(true);
    threads.shutdownNow();
    instances.forEach(InstanceProcess::close);
  }

  @Test
  void noAnswerIsWrongOrSilentlyPartialWhileAnInstanceIsKilled() throws Exception {
    // Given
    startThree();
    InstanceProcess killed = instances.get(1);
    List<InstanceProcess> survivors = List.of(instances.get(0), instances.get(2));

    // When: all are there
    ask(QUERIES / 4, instances, () -> true);
    tally.print("all three at work");

    // When: one is killed, and until those who are left have taken over
    killed.kill();
    ask(QUERIES / 2, survivors, () -> answersWhole(survivors));
    tally.print("one killed");

    // When: it comes back, and until it answers
    killed.start();
    ask(QUERIES / 4, instances, () -> answersWhole(instances));
    tally.print("and started again");

    // Then
    assertNothingIsWrong();
  }

  @Test
  void noAnswerIsWrongOrSilentlyPartialWhileAnInstanceHangsAndWhenItGoesOn() throws Exception {
    // Given
    startThree();
    InstanceProcess hung = instances.get(1);
    List<InstanceProcess> others = List.of(instances.get(0), instances.get(2));

    // When: one hangs, and until the others have taken over
    hung.freeze();
    ask(QUERIES / 4, others, () -> answersWhole(others));
    tally.print("one hangs");

    // When: reads come that it knows nothing of
    feed.reads(known.later());
    await().atMost(PATIENCE).until(() -> others.stream().allMatch(this::answersLater));
    known.laterAreKept();
    ask(QUERIES / 4, others, () -> true);
    tally.print("and others have more reads");

    // When: it goes on, with questions waiting for what it knows nothing of
    Map<Question, CompletableFuture<HttpResponse<byte[]>>> waiting = new LinkedHashMap<>();
    for (int number = 0; number < WAITING; number++) {
      Question question = known.later("26-" + numbers.incrementAndGet(), number);
      waiting.put(question, hung.ask(question.path(), token));
    }
    hung.thaw();
    for (Map.Entry<Question, CompletableFuture<HttpResponse<byte[]>>> each : waiting.entrySet()) {
      tally.add(each.getKey(), each.getValue().get());
    }
    tally.print("and goes on");

    // When: until it answers as before
    ask(QUERIES / 2, instances, () -> answersWhole(instances));

    // Then
    assertNothingIsWrong();
  }

  private void startThree() throws Exception {
    feed = new Feed(cluster.getBootstrapServers());
    for (String name : List.of("one", "two", "three")) {
      instances.add(instance(name));
      instances.get(instances.size() - 1).start();
      instances.get(instances.size() - 1).awaitReady(); // The first makes the topics.
    }
    token =
        DemoTokens.open(data, Settings.of(Map.of()).of(SignInSettings.class), Clock.systemUTC())
            .mint("ana", Set.of(Role.ANALYST), Duration.ofHours(1));
    feed.reads(known.reads());
    await().atMost(PATIENCE).until(() -> answersWhole(instances));
    for (Question question : known.everything("before")) {
      learnPartitions(question);
    }
    await().atMost(PATIENCE).until(() -> instances.stream().allMatch(this::standbysCaughtUp));
    noise = threads.submit(this::feedOthers);
  }

  private void learnPartitions(Question question) throws IOException, InterruptedException {
    known.learnPartitions(Instance.parse(instances.get(0).get(question.path(), token)));
  }

  private boolean answersLater(InstanceProcess instance) {
    Question later = known.later("waiting", false, false);
    if (!answersWhole(instance, later)) {
      return false;
    }
    try {
      learnPartitions(later);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void assertNothingIsWrong() throws Exception {
    done.set(true);
    noise.get();
    tally.print("all " + asked + " queries");
    assertThat(tally.failures()).isEmpty();
    assertThat(tally.count(Set.of(Kind.WHOLE))).isPositive();
    assertThat(tally.count(Set.of(Kind.STALE, Kind.STALE_AND_LACKING))).isPositive();
    assertEveryAnswerIsRecordedOnce();
  }

  private InstanceProcess instance(String name) throws IOException {
    return new InstanceProcess(
        name,
        cluster.getBootstrapServers(),
        data,
        Map.of(
            "alpr.retention.peer-secret",
            "a secret that all of these instances share",
            "alpr.streams.standby-replicas",
            "1",
            "alpr.topics.partitions",
            "6",
            "alpr.http.open-metrics",
            "true"));
  }

  private boolean standbysCaughtUp(InstanceProcess instance) {
    try {
      return new String(instance.get("/metrics", token).body(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("alpr_retention_standby_behind"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .allMatch(seconds -> seconds < 3); // Not so while it is not known.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks from several threads, so often at least, and until then. */
  private void ask(int atLeast, List<InstanceProcess> whom, BooleanSupplier until)
      throws Exception {
    int end = asked.get() + atLeast;
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> asking = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(asked.get() + thread);
      asking.add(
          threads.submit(
              () -> {
                while (!over.get() || asked.get() < end) {
                  askOne(whom.get(random.nextInt(whom.size())), random);
                }
                return null;
              }));
    }
    try {
      await().atMost(PATIENCE).until(until::getAsBoolean);
    } finally {
      over.set(true);
    }
    for (Future<?> one : asking) {
      one.get();
    }
  }

  private void askOne(InstanceProcess instance, Random random) throws InterruptedException {
    Question question = known.question("26-" + numbers.incrementAndGet(), random);
    try {
      tally.add(question, instance.get(question.path(), token));
      asked.incrementAndGet();
    } catch (HttpTimeoutException e) {
      tally.late(question);
    } catch (IOException e) {
      tally.noConnection(); // Nobody is there yet, or any more: no answer.
    }
  }

  private boolean answersWhole(List<InstanceProcess> whom) {
    return whom.stream().allMatch(this::answersWhole);
  }

  private boolean answersWhole(InstanceProcess instance) {
    return known.everything("waiting").stream()
        .allMatch(question -> answersWhole(instance, question));
  }

  private boolean answersWhole(InstanceProcess instance, Question question) {
    try {
      HttpResponse<byte[]> answer = instance.get(question.path(), token);
      return answer.statusCode() == 200
          && Instance.parse(answer).at("/reads").size() == question.readIds().size();
    } catch (IOException e) {
      return false; // Its port is not open yet.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Other reads keep coming, so that standbys have something to lag behind. */
  private Void feedOthers() throws Exception {
    for (int number = 0; !done.get(); number++) {
      feed.reads(List.of(known.other(number)));
    }
    return null;
  }

  private void assertEveryAnswerIsRecordedOnce() {
    Map<String, Long> granted =
        feed.accessRecords().stream()
            .filter(record -> record.getOutcome() == AccessOutcome.GRANTED)
            .filter(record -> record.getCaseNumber().startsWith("26-"))
            .collect(Collectors.groupingBy(AccessRecord::getCaseNumber, Collectors.counting()));
    assertThat(granted.values()).allMatch(count -> count == 1);
    assertThat(granted.keySet()).containsAll(tally.answered());
  }
}
