package org.alprstreams.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code alpr} script, as far as it can be tested without building. */
class LauncherTest {

  private static final Path SCRIPT = Path.of("..", "alpr").toAbsolutePath().normalize();

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

  /** A java that tells its version, and otherwise prints its arguments in brackets. */
  private void fakeJava(String version) throws Exception {
    Path java = Files.createDirectories(directory.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s"' >&2
          exit 0
        fi
        for argument; do printf '[%%s]' "$argument"; done
        """
            .formatted(version));
    assertThat(java.toFile().setExecutable(true)).isTrue();
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
