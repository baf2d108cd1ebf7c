package org.alprstreams.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.alprstreams.service.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class AlprCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void knowsEveryCommandThatTheDocumentsName() {
    assertThat(AlprCommand.commandLine().getSubcommands().keySet())
        .contains(
            "demo",
            "standalone",
            "ingest",
            "recognition",
            "matching",
            "retention",
            "console",
            "topics",
            "hotlist",
            "optout",
            "cameras",
            "audit",
            "evaluate",
            "sweep",
            "token",
            "version");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void everyCommandDescribesItselfAndItsOptions(List<String> path) {
    // Given
    List<String> arguments = new ArrayList<>(path);
    arguments.add("--help");

    // When
    int code = execute(arguments.toArray(String[]::new));

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN.code());
    assertThat(out.toString()).startsWith(("Usage: alpr " + String.join(" ", path)).strip());
    assertThat(describes(path)).as("description of %s", path).isTrue();
  }

  private static boolean describes(List<String> path) {
    CommandLine command = AlprCommand.commandLine();
    for (String name : path) {
      command = command.getSubcommands().get(name);
    }
    return command.getCommandSpec().usageMessage().description().length > 0;
  }

  static Stream<List<String>> paths() {
    List<List<String>> paths = new ArrayList<>();
    paths.add(List.of());
    collect(AlprCommand.commandLine(), List.of(), paths);
    return paths.stream();
  }

  private static void collect(CommandLine command, List<String> path, List<List<String>> paths) {
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              if (!name.equals("help")) {
                List<String> childPath = new ArrayList<>(path);
                childPath.add(name);
                paths.add(childPath);
                collect(child, childPath, paths);
              }
            });
  }

  @Test
  void aMistypedCommandIsAUsageErrorThatNamesTheNearest() {
    int code = execute("standalon");
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("standalon").contains("standalone");
  }

  @Test
  void aMissingArgumentIsAUsageErrorThatNamesIt() {
    int code = execute("hotlist", "import");
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("FILE");
  }

  @Test
  void lookingBackWithoutAPurposeIsAUsageErrorThatNamesIt() {
    int code = execute("hotlist", "add", "8ABC123", "--reason", "x", "--look-back", "PT24H");
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--purpose");
  }

  @Test
  void whatIsNoDurationIsAUsageErrorThatSaysHowToWriteOne() {
    int code = execute("hotlist", "add", "8ABC123", "--reason", "x", "--look-back", "1 day");
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("PT24H").doesNotContain("java.time", "Exception");
  }

  @Test
  void aFieldThatHasAnOptionIsAUsageErrorThatNamesIt() {
    int code = execute("hotlist", "add", "8ABC123", "--reason", "x", "--field", "plate=8OTH002");
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--field is for columns without an option of their own");
  }

  @Test
  void theTownsPolicyRefusesToLookBackBeforeAnyBrokerIsAsked() {
    int code =
        execute(
            "hotlist",
            "add",
            "8ABC123",
            "--reason",
            "x",
            "--look-back",
            "PT24H",
            "--purpose",
            "STOLEN_VEHICLE",
            "--set",
            "alpr.kafka.bootstrap-servers=nowhere.invalid:1");
    assertThat(code).isEqualTo(ExitCode.FAILURE.code());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aBrokerThatIsNotThereIsToldInOneLine() throws IOException {
    // Given a port that nobody listens on
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    // When
    int code =
        execute("hotlist", "list", "--set", "alpr.kafka.bootstrap-servers=localhost:" + port);

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE.code());
    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .startsWith("The broker at localhost:" + port + " does not answer.")
        .contains("./alpr standalone");
  }

  @Test
  void anUnknownSettingIsRefusedWithTheNearestOne() {
    int code = execute("token", "analyst", "--set", "alpr.http.prot=1");
    assertThat(code).isEqualTo(ExitCode.BAD_SETTINGS.code());
    assertThat(err.toString()).contains("alpr.http.prot").contains("alpr.http.port");
  }

  @Test
  void aFolderThatIsNotThereIsAFailureInWords() {
    int code = execute("evaluate", "no-such-folder", "--out", "target/unused.csv");
    assertThat(code).isEqualTo(ExitCode.FAILURE.code());
    assertThat(err.toString()).contains("There is no folder no-such-folder");
  }

  @Test
  void picturesOfWhichNoneCanBeReadAreAFailureInWords(@TempDir Path folder) throws IOException {
    // Given a picture larger than the settings allow
    BufferedImage picture = new BufferedImage(300, 300, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(picture, "png", folder.resolve("large.png").toFile());

    // When
    int code =
        execute(
            "evaluate",
            folder.toString(),
            "--out",
            folder.resolve("readings.csv").toString(),
            "--set",
            "alpr.recognition.max-pixels=65536");

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE.code());
    assertThat(err.toString())
        .contains("None of 1 pictures")
        .contains("The header promises 300x300 pixels; the limit is 65536");
  }

  @Test
  void labelsThatAReadingWouldBeWrittenOverAreAUsageErrorAndStay(@TempDir Path folder)
      throws IOException {
    // Given
    Path labels = Files.writeString(folder.resolve("labels.csv"), "file,plate\na.jpg,AB12\n");

    // When
    int code =
        execute(
            "evaluate",
            folder.toString(),
            "--labels",
            labels.toString(),
            "--out",
            folder.resolve("./labels.csv").toString());

    // Then
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--labels and --out name the same file");
    assertThat(labels).hasContent("file,plate\na.jpg,AB12\n");
  }

  @Test
  void aReportWithoutLabelsIsRefusedBeforeAnythingIsRead() {
    int code = execute("evaluate", "no-such-folder", "--report", "target/unused.html");
    assertThat(code).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--labels");
  }

  @Test
  void anEngineThatIsNotThereIsNamedWithThoseThatAre() {
    int code = execute("sweep", "--out", "target/unused", "--engine", "psychic");
    assertThat(code).isEqualTo(ExitCode.FAILURE.code());
    assertThat(err.toString()).contains("psychic", "classical");
  }

  private int execute(String... arguments) {
    return AlprCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
