package org.alprstreams.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code alpr} script, as far as it can be tested without building. */
class LauncherTest {

  private static final Path SCRIPT = Path.of("..", "alpr").toAbsolutePath().normalize();

  /** A java that tells its version, and otherwise prints its arguments in brackets. */
  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo 'openjdk version "%s"' >&2
        exit 0
      fi
      for argument; do printf '[%%s]' "$argument"; done
      """;

  @TempDir Path directory;

  @Test
  void isAScriptThatTheShellUnderstands() throws Exception {
    assertThat(run(Map.of(), "/bin/sh", "-n", SCRIPT.toString()).code).isZero();
    assertThat(Files.getPosixFilePermissions(SCRIPT)).contains(PosixFilePermission.OWNER_EXECUTE);
  }

  @Test
  void saysWhatToInstallWhereJavaIsTooOld() throws Exception {
    // Given
    fakeJava("1.8.0_392");

    // When
    Result result = run(Map.of("JAVA_HOME", directory.toString()), SCRIPT.toString(), "version");

    // Then
    assertThat(result.code).isEqualTo(1);
    assertThat(result.output).contains("too old").contains("JDK 17 or later");
  }

  @Test
  void runsAnInstalledCopyFromAPathWithSpacesThroughALink() throws Exception {
    // Given
    fakeJava("17.0.1");
    Path installed = Files.createDirectories(directory.resolve("a b/alpr-streams"));
    Files.copy(SCRIPT, installed.resolve("alpr"));
    Files.setPosixFilePermissions(installed.resolve("alpr"), Files.getPosixFilePermissions(SCRIPT));
    Path link = Files.createSymbolicLink(directory.resolve("link"), installed.resolve("alpr"));

    // When
    Result result =
        run(
            Map.of("JAVA_HOME", directory.toString()),
            link.toString(),
            "hotlist",
            "import",
            "my list.csv");

    // Then
    assertThat(result.code).as(result.output).isZero();
    assertThat(result.output)
        .contains("[" + installed.toRealPath() + "/deploy/target/app/lib/*]")
        .contains("[org.alprstreams.deploy.Main][hotlist][import][my list.csv]")
        .contains("[-Djava.awt.headless=true]")
        .doesNotContain("--enable-native-access");
  }

  @Test
  void grantsNativeAccessWhereJavaWantsThat() throws Exception {
    // Given
    fakeJava("25");
    Files.copy(SCRIPT, directory.resolve("alpr"));

    // When
    Result result =
        run(
            Map.of("JAVA_HOME", directory.toString()),
            "/bin/sh",
            directory.resolve("alpr").toString(),
            "version");

    // Then
    assertThat(result.output).contains("[--enable-native-access=ALL-UNNAMED]");
  }

  @ParameterizedTest
  @CsvSource({
    "POSIX,C.utf8,C.UTF-8",
    "C,C.UTF-8,C.UTF-8",
    "'',C.utf8,C.UTF-8",
    "POSIX,en_US.utf8,POSIX",
    "de_DE.UTF-8,C.utf8,de_DE.UTF-8"
  })
  void readsFileNamesAsUtf8WhereTheLocaleSaysNothing(String set, String known, String expected)
      throws Exception {
    // Given
    script("java", FAKE_JAVA.formatted("17.0.1") + "printf '[LC_ALL=%s]' \"$LC_ALL\"\n");
    script("locale", "#!/bin/sh\nprintf 'C\\nPOSIX\\n%s\\n'\n".formatted(known));
    Files.copy(SCRIPT, directory.resolve("alpr"));
    String path = directory.resolve("bin") + File.pathSeparator + System.getenv("PATH");

    // When
    Result result =
        run(
            Map.ofEntries(
                Map.entry("JAVA_HOME", directory.toString()),
                Map.entry("PATH", path),
                Map.entry("LC_ALL", set),
                Map.entry("LC_CTYPE", ""),
                Map.entry("LANG", "")),
            "/bin/sh",
            directory.resolve("alpr").toString(),
            "version");

    // Then
    assertThat(result.output).contains("[LC_ALL=" + expected + "]");
  }

  private void fakeJava(String version) throws Exception {
    script("java", FAKE_JAVA.formatted(version));
  }

  private void script(String name, String content) throws Exception {
    Path file = Files.createDirectories(directory.resolve("bin")).resolve(name);
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Result run(Map<String, String> environment, String... command) throws Exception {
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private record Result(int code, String output) {}
}
