package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.HotlistImport;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.table.TableException;
import org.alprstreams.matching.table.TableTopic;
import org.alprstreams.matching.table.TableTransaction;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Cleanup;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Imports on a real broker, those that are cut off included. */
@ExtendWith(KafkaClusterExtension.class)
class HotlistImportIT {

  private static final int PARTITIONS = 2;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HEADER = "plate,category,sourceAgency,sourceRef\n";

  @TempDir Path directory;

  private static KafkaCluster cluster;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private KafkaClients kafka;
  private HotlistCommands commands;

  @BeforeAll
  static void createTopics() throws Exception {
    try (Admin admin = Admin.create(settings().kafka())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.HOTLIST.name(), PARTITIONS, (short) 1),
                  new NewTopic(Topics.HOTLIST_IMPORTS.name(), PARTITIONS, (short) 1)))
          .all()
          .get();
    }
  }

  @BeforeEach
  void open() throws IOException {
    kafka = new SettingsKafkaClients(settings(), RecordSerdes.registryFree());
    commands =
        new HotlistCommands(
            kafka,
            UsagePolicy.losAltosHills(),
            Clock.systemUTC(),
            "clerk",
            new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void retireLists() {
    commands.retire("svs");
    commands.retire("boss");
  }

  @Test
  void anImportIsRecordedEvenWhereNothingChanged() throws Exception {
    // Given
    Path file = file("8ABC123,STOLEN_VEHICLE,Sheriff,R1", "bad plate here,AMBER,Sheriff,R2");
    Path longer = padded(file, 40);
    assertThat(commands.importFile(longer, "svs", false)).isEqualTo(ExitCode.CLEAN);
    HotlistImport first = imports().get("svs");
    long records = records(Topics.HOTLIST);

    // When
    assertThat(commands.importFile(longer, "svs", false)).isEqualTo(ExitCode.CLEAN);

    // Then
    HotlistImport second = imports().get("svs");
    assertThat(first.getAdded()).isEqualTo(41);
    assertThat(second.getAdded() + second.getChanged() + second.getRemoved()).isZero();
    assertThat(second.getEntries()).isEqualTo(41);
    assertThat(second.getRows()).isEqualTo(42);
    assertThat(second.getBadRows()).isEqualTo(1);
    assertThat(second.getImportedBy()).isEqualTo("clerk");
    assertThat(second.getSha256()).isEqualTo(first.getSha256()).hasSize(64);
    assertThat(second.getImportedAt()).isAfter(first.getImportedAt());
    assertThat(records(Topics.HOTLIST)).isEqualTo(records);

    // And the status shows it
    printed.reset();
    commands.status();
    assertThat(said()).contains("svs").contains("fresh").contains("1 imported lists, 0 stale");
  }

  @Test
  void aCheckChangesNothing() throws Exception {
    // Given
    Path file = file("8ABC123,STOLEN_VEHICLE,Sheriff,R1", "8ABC124,STOLEN_VEHICLE,Sheriff,R2");
    long records = records(Topics.HOTLIST) + records(Topics.HOTLIST_IMPORTS);

    // When
    ExitCode code = commands.importFile(file, ImportOptions.of("svs").checking());

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN);
    assertThat(said()).contains("would be 2 added").contains("Nothing was changed");
    assertThat(records(Topics.HOTLIST) + records(Topics.HOTLIST_IMPORTS)).isEqualTo(records);
  }

  @Test
  void badFilesChangeNothingAndEveryRemarkGoesToAFile() throws Exception {
    // Given
    Path errors = directory.resolve("errors.csv");
    long records = records(Topics.HOTLIST) + records(Topics.HOTLIST_IMPORTS);

    // When
    ExitCode code =
        commands.importFile(
            file("8ABC123,STOLEN_VEHICLE,Sheriff,R1", "!,AMBER,Sheriff,R2", "8ABC124,GANG,DA,R3"),
            new ImportOptions(
                "svs", Optional.empty(), Map.of(), false, false, Optional.of(errors)));

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(errors)
        .content()
        .isEqualTo(
            "line,kind,reason\n"
                + "3,bad,\"plate has a character, perhaps one that does not show, that is neither"
                + " letter nor digit nor a blank, dot or dash between them\"\n"
                + "4,left-out,\"is of category GANG, of which no entries are kept\"\n");
    assertThat(records(Topics.HOTLIST) + records(Topics.HOTLIST_IMPORTS)).isEqualTo(records);
  }

  @Test
  void zippedListsGoInByAMappingAndAreRetired() throws Exception {
    // Given
    Path zip = directory.resolve("boss.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("export/boss.csv"));
      out.write("LPN,Field1,Field2,Field3,Field4,Field5,PNC,Information\n".getBytes());
      out.write("AB12 CDE,red,,,,,STOLEN,\n".getBytes(StandardCharsets.UTF_8));
    }
    ImportOptions options =
        new ImportOptions(
            "boss",
            Optional.of("boss"),
            Map.of("category", "STOLEN_VEHICLE"),
            false,
            false,
            Optional.empty());

    // When
    assertThat(commands.importFile(zip, options)).isEqualTo(ExitCode.CLEAN);

    // Then
    assertThat(entries().values())
        .extracting(entry -> entry.getPlateText() + " " + entry.getCategory())
        .containsExactly("AB12CDE STOLEN_VEHICLE");
    assertThat(imports().get("boss").getMapping()).isEqualTo("boss");

    // When given up
    assertThat(commands.retire("boss")).isEqualTo(ExitCode.CLEAN);

    // Then
    assertThat(entries()).isEmpty();
    assertThat(imports()).doesNotContainKey("boss");
    assertThat(commands.retire("boss")).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void entriesWithIdsOfOthersLeaveTheListToo() throws Exception {
    // Given an entry that no importer made
    try (TableTransaction transaction = TableTransaction.open(kafka, "test", 1)) {
      transaction.put(Topics.HOTLIST, "made-elsewhere", TestData.entry("x", "7XYW456").build());
      transaction.commit();
    }

    // When
    Path file = file("8ABC123,STOLEN_VEHICLE,Sheriff,R1");
    assertThat(commands.importFile(file, "svs", true)).isEqualTo(ExitCode.CLEAN);

    // Then
    assertThat(said()).contains("1 added, 0 changed, 1 removed");
    assertThat(entries()).hasSize(1).doesNotContainKey("made-elsewhere");
  }

  @Test
  void reportDoesNotReplaceTheListThatItIsAbout() throws Exception {
    // Given
    Path file = file("8ABC123,STOLEN_VEHICLE,Sheriff,R1");
    String before = Files.readString(file);

    // When
    ExitCode imported =
        commands.importFile(
            file,
            new ImportOptions("svs", Optional.empty(), Map.of(), false, false, Optional.of(file)));

    // Then
    assertThat(imported).isEqualTo(ExitCode.FAILURE);
    assertThat(said()).contains("name another file");
    assertThat(file).hasContent(before);
  }

  @Test
  void platesOfTwoStatesWithoutReferenceAreTwoEntries() throws Exception {
    // Given
    Path file =
        Files.writeString(
            Files.createTempFile(directory, "list", ".csv"),
            "plate,state,category,sourceAgency\n"
                + "8ABC123,CA,STOLEN_VEHICLE,Sheriff\n8ABC123,NV,STOLEN_VEHICLE,Sheriff\n"
                + "8ABC123,,STOLEN_VEHICLE,Sheriff\n8ABC123,CA,STOLEN_VEHICLE,Sheriff\n");

    // When
    assertThat(commands.importFile(file, ImportOptions.of("svs"))).isEqualTo(ExitCode.FAILURE);
    assertThat(said()).contains("repeats").contains("line 2");
    Files.writeString(
        file, Files.readString(file).replaceFirst("8ABC123,CA,STOLEN_VEHICLE,Sheriff\n$", ""));
    assertThat(commands.importFile(file, ImportOptions.of("svs"))).isEqualTo(ExitCode.CLEAN);

    // Then
    assertThat(entries().values())
        .extracting(HotlistEntry::getState)
        .containsExactlyInAnyOrder("CA", "NV", null);
  }

  @Test
  void partialPlatesBeyondThoseThatAreComparedAreRefusedOrTold() throws Exception {
    // Given a file with as many as there are places, and one with one more
    Path full = partials(PartialEntries.MOST);
    Path more = partials(PartialEntries.MOST + 1);

    // When / Then the one is refused
    assertThat(commands.importFile(more, "svs", false)).isEqualTo(ExitCode.FAILURE);
    assertThat(said()).contains("The file has 1,001 partial plates");
    assertThat(entries()).isEmpty();
    assertThat(commands.importFile(full, "svs", false)).isEqualTo(ExitCode.CLEAN);
    assertThat(said()).doesNotContain("to be done");

    // And by hand none goes in any more, but a whole plate does, and one that is there already
    assertThat(commands.add(byHand("7AB*12?"))).isEqualTo(ExitCode.FAILURE);
    assertThat(said()).contains("There are 1,000 partial plates");
    assertThat(commands.add(byHand("7ABX123"))).isEqualTo(ExitCode.CLEAN);

    // And a list of stolen vehicles is not refused for what others hold
    Path few = file("7AB*12?,STOLEN_VEHICLE,Sheriff,R1", "8ABC123,STOLEN_VEHICLE,Sheriff,R2");
    assertThat(commands.importFile(few, "boss", false)).isEqualTo(ExitCode.CLEAN);
    assertThat(said()).contains("to be done: with those of other lists there are 1 partial plates");

    // When places become free
    assertThat(commands.importFile(partials(1), "svs", true)).isEqualTo(ExitCode.CLEAN);

    // Then
    assertThat(commands.add(byHand("7AB*12?"))).isEqualTo(ExitCode.CLEAN);
    commands.remove("7AB*12?");
    commands.remove("7ABX123");
  }

  private static Map<String, String> byHand(String plate) {
    return Map.of(
        HotlistColumns.PLATE, plate,
        HotlistColumns.CATEGORY, "STOLEN_VEHICLE",
        HotlistColumns.SOURCE_AGENCY, "Sheriff");
  }

  private Path partials(int number) throws IOException {
    return file(
        IntStream.range(0, number)
            .mapToObj(i -> "1A%04d?,STOLEN_VEHICLE,Sheriff,P%d".formatted(i, i))
            .toArray(String[]::new));
  }

  @Test
  void codesOfNoStateAreToldAndAsAListsDefaultRefused() throws Exception {
    // Given
    Path file = directory.resolve("states.txt");
    Files.writeString(file, "8ABC123;CA\n8ABC124;ZZ\n");
    ImportOptions options = ImportOptions.of("county").by("genetec");

    // When
    assertThat(commands.importFile(file, options)).isEqualTo(ExitCode.CLEAN);

    // Then
    assertThat(entries().values())
        .extracting(HotlistEntry::getState)
        .containsExactlyInAnyOrder("CA", null);
    assertThat(said()).contains("1 entries have the code of no state");

    // When
    ImportOptions whole =
        new ImportOptions(
            "county", options.mapping(), Map.of("state", "ZZ"), false, false, Optional.empty());
    assertThat(commands.importFile(file, whole)).isEqualTo(ExitCode.FAILURE);

    // Then
    assertThat(said()).contains("The default state is the code of no state");
    assertThat(commands.retire("county")).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void listsThatNoFileMayBecomeAreRefused() throws Exception {
    Path file = file("8ABC123,STOLEN_VEHICLE,Sheriff,R1");
    assertThat(commands.importFile(file, "manual", false)).isEqualTo(ExitCode.FAILURE);
    assertThat(commands.importFile(file, "No Name", false)).isEqualTo(ExitCode.FAILURE);
    assertThat(commands.importFile(file, ImportOptions.of("svs").by("nowhere.yaml")))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(said())
        .contains("entries made by hand")
        .contains("lower-case letters")
        .contains("one of boss, flock");
  }

  @Test
  void anImportThatIsKilledIsUndoneAndTheNextOneTakesOver() throws Exception {
    // Given a list, and an import of a large one that is at work
    Path small = file("8ABC123,STOLEN_VEHICLE,Sheriff,R1");
    commands.importFile(small, "svs", false);
    Map<String, HotlistEntry> before = entries();
    Path large = padded(small, 300_000);
    Process process =
        ImportingProcess.start(
            cluster.getBootstrapServers(), large, "svs", directory.resolve("killed.log"));
    awaitUncommitted(process);

    // When
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    // Then readers of what is committed see the list as it was
    assertThat(entries()).isEqualTo(before);
    // And who changes something else is told that it waits
    printed.reset();
    commands.status();
    assertThat(said()).contains("Changes of the hotlist wait");

    // When it is imported again
    printed.reset();
    assertThat(commands.importFile(large, "svs", false)).isEqualTo(ExitCode.CLEAN);

    // Then all of it is there, and nothing waits
    assertThat(said()).contains("300,001 entries now").doesNotContain("wait");
    assertThat(imports().get("svs").getEntries()).isEqualTo(300_001);
  }

  @Test
  void whoComparesWithTheListWaitsForWhoIsAtWorkOnIt() throws Exception {
    // Given another list's import at work, and an entry that was added behind it
    try (TableTransaction other = TableTransaction.open(kafka, "hotlist-boss", 1)) {
      other.put(Topics.HOTLIST, "b1", TestData.entry("b1", "7XYW456").setListId("boss").build());
      await().until(() -> new TableTopic<>(kafka, Topics.HOTLIST).isHeldUp());
      assertThat(commands.add(byHand("8ABC123"))).isEqualTo(ExitCode.CLEAN);

      // When the entry is removed again, and a list is imported
      CompletableFuture<ExitCode> removed =
          CompletableFuture.supplyAsync(() -> commands.remove("8ABC123"));
      Path file = file("6DEF789,STOLEN_VEHICLE,Sheriff,R1");
      CompletableFuture<ExitCode> imported =
          CompletableFuture.supplyAsync(() -> commands.importFile(file, "svs", false));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(said())
                      .contains("An import is at work")
                      .contains("Another import is at work"));
      other.commit();

      // Then both see what was changed behind the other one
      assertThat(removed.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.CLEAN);
      assertThat(imported.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(ExitCode.CLEAN);
    }
    assertThat(entries().values())
        .extracting(HotlistEntry::getPlateText)
        .containsExactlyInAnyOrder("7XYW456", "6DEF789");
  }

  @Test
  void anImportThatIsInterruptedIsUndoneAtOnce() throws Exception {
    // Given
    Path large = padded(file("8ABC123,STOLEN_VEHICLE,Sheriff,R1"), 300_000);
    Process process =
        ImportingProcess.start(
            cluster.getBootstrapServers(), large, "svs", directory.resolve("stopped.log"));
    awaitUncommitted(process);

    // When
    process.destroy();

    // Then
    assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> !new TableTopic<>(kafka, Topics.HOTLIST).isHeldUp());
    assertThat(entries()).isEmpty();
    assertThat(imports()).doesNotContainKey("svs");
  }

  @Test
  void ofTwoWritersOfAListOneIsShutOutInWords() {
    // Given
    try (TableTransaction first = TableTransaction.open(kafka, "hotlist-svs", 1)) {
      first.put(Topics.HOTLIST, "one", TestData.entry("one", "7XYW456").build());

      // When another opens
      TableTransaction.open(kafka, "hotlist-svs", 1).close();

      // Then
      assertThatThrownBy(
              () -> {
                first.put(Topics.HOTLIST, "two", TestData.entry("two", "7XYW457").build());
                first.commit();
              })
          .isInstanceOf(TableException.class)
          .hasMessageContaining("Nothing was changed. Another command has taken this list over");
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void aTopicThatIsMissingIsNamedWithTheRemedy() {
    Topic<HotlistEntry> missing =
        new Topic<>("alpr.nowhere", HotlistEntry.class, DataClass.UNTIL_REMOVED, Cleanup.COMPACT);
    assertThatThrownBy(() -> new TableTopic<>(kafka, missing).snapshot())
        .isInstanceOf(TableException.class)
        .hasMessageContaining("alpr.nowhere does not exist")
        .hasMessageContaining("alpr topics apply");
  }

  private void awaitUncommitted(Process process) {
    long before = records(Topics.HOTLIST);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !process.isAlive() || records(Topics.HOTLIST) > before + 1000);
    assertThat(process.isAlive()).as("the import is still at work").isTrue();
  }

  private Path file(String... rows) throws IOException {
    return Files.writeString(
        Files.createTempFile(directory, "list", ".csv"), HEADER + String.join("\n", rows) + "\n");
  }

  /** A list with so many more entries. */
  private Path padded(Path file, int more) throws IOException {
    Path padded = Files.createTempFile(directory, "list", ".csv");
    try (BufferedWriter writer = Files.newBufferedWriter(padded)) {
      writer.write(Files.readString(file));
      for (int i = 0; i < more; i++) {
        writer.write("P" + i + ",STOLEN_VEHICLE,Sheriff,P" + i + "\n");
      }
    }
    return padded;
  }

  private Map<String, HotlistEntry> entries() {
    return new TableTopic<>(kafka, Topics.HOTLIST).snapshot();
  }

  private Map<String, HotlistImport> imports() {
    return new TableTopic<>(kafka, Topics.HOTLIST_IMPORTS).snapshot();
  }

  /** All there ever were, committed or not. */
  private long records(Topic<?> topic) {
    try (Admin admin = kafka.admin()) {
      long records = 0;
      for (int i = 0; i < PARTITIONS; i++) {
        TopicPartition partition = new TopicPartition(topic.name(), i);
        records +=
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
      }
      return records;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String said() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Settings settings() {
    return Settings.of(Map.of("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers()));
  }
}
