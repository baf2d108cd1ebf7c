package org.alprstreams.deploy.optout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.console.ConsoleApplication;
import org.alprstreams.deploy.optout.Looks.Doubt;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Ten thousand passages of opted-out vehicles leave not a byte, and ten thousand of others are all
 * read. The whole data directory is searched: broker logs, state and process log.
 */
@EnabledIfSystemProperty(named = "alpr.long-tests", matches = "true")
class OptOutLeavesNothingIT {

  private static final int OPTED_OUT = 500;
  private static final int PASSAGES = 10_000;
  private static final int LOOKS = 3;
  private static final int CAMERAS = 400;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** So that one vehicle at one camera twice is two passages. */
  private static final Duration BETWEEN_PASSAGES =
      Site.PASSAGE_GAP.plus(BETWEEN_LOOKS.multipliedBy(LOOKS + 1));

  /** Looks that are sent and not processed yet. */
  private static final int MOST_WAITING = 5_000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What the images of each kind of vehicle hold; whole or not at all. */
  private static final String OPTED_OUT_MARK = "Q0PTED0UTIMAGE01";

  private static final String OTHERS_MARK = "Q0THERSIMAGE0002";
  private static final String LATER_MARK = "Q1ATERIMAGE00003";

  private final Random random = new Random(11);
  private final Plates plates = new Plates(7);

  private final List<String> optedOut = plates.next(OPTED_OUT);
  private final List<String> faraway = plates.next(100);

  /** Opted out only after they have been read and kept. */
  private final List<String> later = plates.next(20);

  private final List<String> sureNeighbours = new ArrayList<>();
  private final List<String> doubtfulNeighbours = new ArrayList<>();

  /** Texts and keys of which nothing may be left. */
  private final Set<String> secrets = new HashSet<>();

  private final Map<String, Integer> expectedPassages = new HashMap<>();
  private final Map<String, Set<String>> seen = new HashMap<>();
  private int sent;

  @TempDir Path data;
  @TempDir Path outside;
  private FileAppender<ILoggingEvent> processLog;

  @BeforeEach
  void logIntoTheDataDirectory() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d %level %logger %msg %kvp%n");
    encoder.start();
    processLog = new FileAppender<>();
    processLog.setContext(context);
    processLog.setFile(data.resolve("logs").resolve("alpr.log").toString());
    processLog.setEncoder(encoder);
    processLog.start();
    logger("org.alprstreams").setLevel(Level.DEBUG);
    for (String name : List.of("org.alprstreams", "org.apache.kafka", "kafka", "state")) {
      logger(name).addAppender(processLog);
    }
  }

  @AfterEach
  void endLog() {
    for (String name : List.of("org.alprstreams", "org.apache.kafka", "kafka", "state")) {
      logger(name).detachAppender(processLog);
    }
    logger("org.alprstreams").setLevel(null);
    processLog.stop();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Test
  @Timeout(value = 12, unit = TimeUnit.MINUTES)
  void nothingOfOptedOutVehiclesIsLeftAndEveryOtherOneIsRead() throws Exception {
    neighbours();
    secrets.addAll(optedOut);
    secrets.add(OPTED_OUT_MARK);
    try (Site site = Site.open(data, outside)) {
      // Given an opt-out list, a hotlist, and all that works on reads
      site.optOut(optedOut);
      faraway.stream().limit(5).forEach(site::list);
      site.start(
          List.of(new MatchingApplication(), new RetentionApplication(), new ConsoleApplication()));
      site.awaitReady();
      logger("org.alprstreams.test").info("control {}", faraway.get(0));

      // When all drive by
      Instant started = Instant.now();
      try (TopicReader<PlateRead> reads = new TopicReader<>(site.kafka(), Topics.READS)) {
        driveBy(site, reads);
        await("all looks processed")
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(site.counted("alpr_matching_looks_total", "")).isEqualTo(sent));
        System.out.printf(
            "%,d looks in %d s%n", sent, Duration.between(started, Instant.now()).toSeconds());

        // Then every passage of every other vehicle is read, under its own plate
        await("all other passages read")
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  reads.poll().forEach(this::note);
                  assertThat(passages()).isEqualTo(expectedPassages);
                });
      }
      assertThat(site.counted("alpr_matching_suppressed_total", "opted-out"))
          .as("looks suppressed")
          .isGreaterThanOrEqualTo(PASSAGES);

      // And the search finds what has not passed the gate yet, where it is, and nowhere else
      ByteScan during = ByteScan.of(data, everything());
      assertThat(during.filesWith(secrets))
          .as("opted-out vehicles while their looks live")
          .isNotEmpty()
          .allMatch(file -> file.startsWith("broker/alpr.candidates-"));
      assertFound(
          during,
          "broker/alpr.candidates-",
          "broker/alpr.reads-",
          "broker/alpr.read-images-",
          "broker/alpr.alerts-",
          "broker/alpr-matching-passages-changelog-",
          "broker/alpr-matching-raised-alerts-changelog-",
          "broker/alpr-retention-reads-by-plate-changelog-",
          "broker/alpr-retention-read-images-changelog-",
          "logs/");
      assertThat(during.filesWith(Set.of(OTHERS_MARK)))
          .anyMatch(file -> file.startsWith("broker/alpr.read-images-"))
          .anyMatch(file -> file.startsWith("broker/alpr.alerts-"));

      // And once what is transient has run out, no byte is left of any of them
      Instant passed = Instant.now();
      await("not a byte left of those who were opted out")
          .atMost(Site.TRANSIENT.plus(PATIENCE))
          .pollInterval(Duration.ofSeconds(3))
          .untilAsserted(() -> assertNothingLeft());
      System.out.printf(
          "After %d s nothing was left of %,d passages of opted-out vehicles%n",
          Duration.between(passed, Instant.now()).toSeconds(), PASSAGES);

      // When some more opt out, whose reads are kept already
      assertThat(later).allMatch(plate -> site.readsAnswered(plate) > 0);
      long before = System.nanoTime();
      site.optOut(later);
      await("reads of new opt-outs purged")
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> later.stream().allMatch(plate -> site.readsAnswered(plate) == 0));
      System.out.printf(
          "From the opt-out command to the last read purged: %d ms%n",
          Duration.ofNanos(System.nanoTime() - before).toMillis());
      secrets.addAll(later);
      later.forEach(plate -> secrets.add(key(plate)));
      secrets.add(LATER_MARK);

      // Then, once what is transient has run out, no byte is left of any of them
      Instant runOut = Instant.now();
      await("not a byte left")
          .atMost(Site.TRANSIENT.plus(PATIENCE))
          .pollInterval(Duration.ofSeconds(3))
          .untilAsserted(() -> assertNothingLeft());
      System.out.printf(
          "After %d s nothing was left in the data directory%n",
          Duration.between(runOut, Instant.now()).toSeconds());
    }

    // And what was in memory has not been written down at the end
    ByteScan atRest = assertNothingLeft();
    assertFound(
        atRest,
        "broker/alpr.alerts-",
        "broker/alpr-retention-reads-by-plate-changelog-",
        "streams/alpr-retention/1_0/reads-by-plate/",
        "streams/alpr-retention/1_1/reads-by-plate/",
        "logs/");
    assertThat(atRest.filesWith(Set.of(OTHERS_MARK)))
        .anyMatch(file -> file.contains("/read-images/"));
    System.out.printf("%,d bytes searched at rest%n", atRest.bytes());
  }

  private ByteScan assertNothingLeft() throws Exception {
    ByteScan scan = ByteScan.of(data, everything());
    Map<String, Set<String>> found = scan.found(secrets);
    // This test has searched for these plates, again and again: the law wants the record of that
    // to stay, and of searches that repeat themselves it names the key.
    later.stream()
        .flatMap(plate -> Stream.of(plate, key(plate)))
        .forEach(searched -> found.computeIfPresent(searched, (text, in) -> besideLog(in)));
    assertThat(found).as("what is left, and where").isEmpty();
    return scan;
  }

  /** Files that are none of the access log's, or null where there are none. */
  private static Set<String> besideLog(Set<String> files) {
    Set<String> others = new TreeSet<>(files);
    others.removeIf(file -> file.startsWith("broker/" + Topics.ACCESS_LOG.name()));
    return others.isEmpty() ? null : others;
  }

  private void assertFound(ByteScan scan, String... places) {
    Set<String> files = scan.filesWith(faraway);
    for (String place : places) {
      assertThat(files).as("control").anyMatch(file -> file.startsWith(place));
    }
  }

  private Collection<String> everything() {
    Set<String> all = new TreeSet<>(secrets);
    all.addAll(faraway);
    all.add(OTHERS_MARK);
    return all;
  }

  /**
   * Beside half of the opted-out plates, one that differs in two look-alikes or surely in one. It
   * has the same plate key, which is written for it rightly: so it is given to plates only that are
   * not written like their key, and the keys of the others must not appear.
   */
  private void neighbours() {
    for (String plate : optedOut) {
      List<Integer> alike = Plates.lookAlikePositions(plate);
      boolean tellable =
          !plate.equals(key(plate)) && !Plates.misread(plate, alike.get(0)).equals(key(plate));
      int given = sureNeighbours.size() + doubtfulNeighbours.size();
      if (!tellable || given >= OPTED_OUT / 2) {
        secrets.add(key(plate));
      } else if (given % 2 == 0) {
        sureNeighbours.add(Plates.misread(plate, alike.get(1)));
      } else {
        doubtfulNeighbours.add(Plates.misread(Plates.misread(plate, alike.get(1)), alike.get(2)));
      }
    }
    assertThat(sureNeighbours).hasSizeGreaterThan(OPTED_OUT / 5);
    assertThat(doubtfulNeighbours).hasSizeGreaterThan(OPTED_OUT / 5);
  }

  private void driveBy(Site site, TopicReader<PlateRead> reads) throws Exception {
    List<String> others = new ArrayList<>(sureNeighbours);
    others.addAll(doubtfulNeighbours);
    others.addAll(faraway);
    others.addAll(later);
    Instant at = Instant.now();
    try (Producer<String, PlateCandidate> producer =
        site.kafka().producer(Topics.CANDIDATES, Map.of("linger.ms", 20, "batch.size", 262144))) {
      for (int passage = 0; passage < 2 * PASSAGES; passage++) {
        String camera = "CAM" + passage % CAMERAS;
        if (passage % 2 == 0) {
          String plate = optedOut.get(passage / 2 % optedOut.size());
          for (int look = 0; look < LOOKS; look++) {
            send(producer, optedOutLook(plate, camera, at, look, passage));
          }
        } else {
          String plate = others.get(passage / 2 % others.size());
          expectedPassages.merge(plate, 1, Integer::sum);
          for (int look = 0; look < LOOKS; look++) {
            send(producer, otherLook(plate, camera, at, look));
          }
        }
        if (passage % CAMERAS == CAMERAS - 1) {
          at = nextRound(site, at);
          reads.poll().forEach(this::note); // The topic keeps them for a while only.
        }
      }
    }
  }

  /** Not so fast that looks run out before a slow machine has come to them. */
  private Instant nextRound(Site site, Instant at) {
    await("matching keeps up")
        .atMost(PATIENCE)
        .until(() -> site.counted("alpr_matching_looks_total", "") > sent - MOST_WAITING);
    Instant next = at.plus(BETWEEN_PASSAGES);
    return next.isBefore(Instant.now()) ? Instant.now() : next;
  }

  /** Each third one is misread: the first, the second or the last of its passage. */
  private PlateCandidate optedOutLook(
      String plate, String camera, Instant at, int look, int passage) {
    Instant lookedAt = at.plus(BETWEEN_LOOKS.multipliedBy(look));
    int x = 600 + 10 * look;
    if ((passage / 2 + look) % LOOKS != 0) {
      double sure = random.nextBoolean() ? 0.97 : 0.88;
      return Looks.of(camera, lookedAt, x, plate, sure, OPTED_OUT_MARK);
    }
    int position = Plates.lookAlikePositions(plate).get(0);
    String misread = Plates.misread(plate, position);
    secrets.add(misread);
    Optional<Character> named =
        random.nextBoolean() ? Optional.of(plate.charAt(position)) : Optional.empty();
    double sure = 0.55 + 0.39 * random.nextDouble();
    return Looks.of(
        camera,
        lookedAt,
        x,
        misread,
        0.97,
        OPTED_OUT_MARK,
        Optional.of(new Doubt(position, sure, named)));
  }

  private PlateCandidate otherLook(String plate, String camera, Instant at, int look) {
    // One that differs in a single character is told apart by confidence only.
    double sure = sureNeighbours.contains(plate) ? 0.96 : 0.85;
    String mark = later.contains(plate) ? LATER_MARK : OTHERS_MARK;
    return Looks.of(
        camera, at.plus(BETWEEN_LOOKS.multipliedBy(look)), 600 + 10 * look, plate, sure, mark);
  }

  private void send(Producer<String, PlateCandidate> producer, PlateCandidate look) {
    producer.send(
        new ProducerRecord<>(
            Topics.CANDIDATES.name(),
            null,
            look.getCapturedAt().toEpochMilli(),
            look.getCameraId(),
            look));
    sent++;
  }

  private void note(PlateRead read) {
    assertThat(read.getStatus()).isEqualTo(ReadStatus.CURRENT);
    seen.computeIfAbsent(read.getPlateText(), plate -> new HashSet<>()).add(read.getReadId());
  }

  private Map<String, Integer> passages() {
    Map<String, Integer> passages = new HashMap<>();
    seen.forEach((plate, reads) -> passages.put(plate, reads.size()));
    return passages;
  }

  private static String key(String plate) {
    return PlateKey.of(new PlateText(plate)).value();
  }
}
