package org.alprstreams.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @ConfigMapping(prefix = "alpr.sample")
  interface Sample {
    @WithDefault("8080")
    @Min(1)
    @Max(65535)
    int listenPort();

    @WithDefault("PT10S")
    Duration patience();

    Optional<String> hmacSecret();

    @WithDefault("http://localhost")
    String upstream();
  }

  @ConfigMapping(prefix = "alpr.bounds")
  interface Bounds {
    @WithDefault("0.5")
    @DecimalMin("0")
    @DecimalMax("1")
    double share();

    @WithDefault("0.5")
    @DecimalMin(value = "0", inclusive = false)
    @DecimalMax(value = "1", inclusive = false)
    double scale();
  }

  @TempDir Path directory;
  private SettingsLoader loader;

  @BeforeEach
  void setUp() {
    loader = new SettingsLoader().mappings(Set.of(Sample.class)).workingDirectory(directory);
  }

  @Test
  void defaultsHoldWhereNothingElseIsSaid() {
    // When
    Settings settings = loader.load();

    // Then
    assertThat(settings.of(Sample.class).listenPort()).isEqualTo(8080);
    assertThat(settings.of(Sample.class).patience()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void fileBeatsBuiltInAndEnvironmentBeatsFileAndCommandLineBeatsAll() throws IOException {
    // Given
    write(
        "application.yaml",
        "alpr:\n  sample:\n    listen-port: 1\n    patience: PT1S\n    upstream: file\n");
    loader
        .environment(Map.of("ALPR_SAMPLE_LISTEN_PORT", "2", "ALPR_SAMPLE_PATIENCE", "2s"))
        .commandLine(Map.of("alpr.sample.listen-port", "3"));

    // When
    Sample sample = loader.load().of(Sample.class);

    // Then
    assertThat(sample.upstream()).isEqualTo("file");
    assertThat(sample.patience()).isEqualTo(Duration.ofSeconds(2));
    assertThat(sample.listenPort()).isEqualTo(3);
  }

  @Test
  void builtInYamlOnTheClasspathBeatsMappingDefaults() {
    // When
    Settings settings = new SettingsLoader().workingDirectory(directory).load();

    // Then: src/test/resources/application.yaml sets it
    assertThat(settings.of(KafkaSettings.class).properties())
        .containsEntry("client.dns.lookup", "use_all_dns_ips");
  }

  @Test
  void fileNamedByTheEnvironmentReplacesTheOneInTheWorkingDirectory() throws IOException {
    // Given
    write("application.yaml", "alpr:\n  sample:\n    listen-port: 1\n");
    Path other = write("other.yaml", "alpr:\n  sample:\n    upstream: other\n");
    loader.environment(Map.of("ALPR_CONFIG", other.toString()));

    // When
    Sample sample = loader.load().of(Sample.class);

    // Then
    assertThat(sample.upstream()).isEqualTo("other");
    assertThat(sample.listenPort()).isEqualTo(8080);
  }

  @Test
  void namedFileThatIsMissingIsRefusedWithItsPath() {
    // Given
    loader.file(directory.resolve("nowhere.yaml"));

    // When / Then
    assertThatThrownBy(loader::load)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("nowhere.yaml")
        .hasMessageContaining("--config");
  }

  @Test
  void brokenYamlIsRefusedWithItsPath() throws IOException {
    // Given
    write("application.yaml", "alpr: [unclosed\n");

    // When / Then
    assertThatThrownBy(loader::load)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("application.yaml")
        .hasMessageContaining("no YAML");
  }

  @Test
  void allProblemsAreListedAtOnceWithKeyValueAndWhatIsAllowed() {
    // Given
    loader.commandLine(
        Map.of(
            "alpr.sample.listen-port", "70000",
            "alpr.sample.patience", "soon",
            "alpr.sample.listen-prot", "1"));

    // When / Then
    assertThatThrownBy(loader::load)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("alpr.sample.patience is 'soon', which is not allowed")
        .hasMessageContaining("500ms")
        .hasMessageContaining("alpr.sample.listen-prot (from --set) is no setting")
        .hasMessageContaining("did you mean alpr.sample.listen-port?");
  }

  @Test
  void valueOutOfRangeIsRefusedWithKeyValueAndRange() {
    // Given
    loader.commandLine(Map.of("alpr.sample.listen-port", "70000"));

    // When / Then
    assertThatThrownBy(loader::load)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "alpr.sample.listen-port must be less than or equal to 65535, but is '70000'");
  }

  @ParameterizedTest
  @CsvSource({
    "share,5,must be less than or equal to 1",
    "share,-1,must be greater than or equal to 0",
    "scale,1,must be less than 1",
    "scale,0,must be greater than 0"
  })
  void fractionOutOfRangeIsRefusedInWords(String name, String value, String reason) {
    // Given
    loader
        .mappings(Set.of(Sample.class, Bounds.class))
        .commandLine(Map.of("alpr.bounds." + name, value));

    // When / Then
    assertThatThrownBy(loader::load)
        .hasMessageContaining("alpr.bounds." + name + " " + reason + ", but is '" + value)
        .hasMessageNotContaining("${");
  }

  @Test
  void unknownKeyInAFileOrSectionIsRefused() throws IOException {
    // Given
    write("application.yaml", "alpr:\n  smaple:\n    upstream: x\n");

    // When / Then
    assertThatThrownBy(loader::load)
        .hasMessageContaining("alpr.smaple.upstream")
        .hasMessageContaining("did you mean alpr.sample.upstream?");
  }

  @Test
  void dottedKeyInYamlIsRefusedInsteadOfIgnored() throws IOException {
    // Given
    write("application.yaml", "alpr.sample.upstream: x\n");

    // When / Then
    assertThatThrownBy(loader::load).hasMessageContaining("nest it under 'alpr:'");
  }

  @Test
  void foreignVariablesOfTheEnvironmentAreLeftAlone() {
    // Given: what Kubernetes sets for a service named alpr-console
    loader.environment(Map.of("ALPR_CONSOLE_PORT", "tcp://10.0.0.1:8080", "ALPR_HOME", "/opt"));

    // When / Then
    assertThat(loader.load().of(Sample.class).listenPort()).isEqualTo(8080);
  }

  @Test
  void anyKafkaPropertyMayBeSetUnderItsOwnName() throws IOException {
    // Given
    write(
        "application.yaml",
        "alpr:\n  kafka:\n    bootstrap-servers: a:1,b:2\n    properties:\n      security.protocol: SSL\n");
    loader.commandLine(Map.of("alpr.kafka.properties.ssl.truststore.type", "PEM"));

    // When
    Map<String, Object> kafka = loader.load().kafka();

    // Then
    assertThat(kafka)
        .containsEntry("bootstrap.servers", "a:1,b:2")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.truststore.type", "PEM");
  }

  @Test
  void printedSettingsNameTheirSourceAndHoldNoSecret() {
    // Given
    loader.commandLine(
        Map.of(
            "alpr.sample.hmac-secret", "hush",
            "alpr.sample.upstream", "rtsp://user:hush@camera/1",
            "alpr.kafka.properties.sasl.jaas.config", "Login required password=hush;",
            "alpr.kafka.properties.ssl.keystore.key", "hush"));

    // When
    var lines = loader.load().printable();

    // Then
    assertThat(lines)
        .contains("alpr.sample.upstream = rtsp://********@camera/1 (--set)")
        .anyMatch(line -> line.startsWith("alpr.sample.listen-port = 8080"))
        .noneMatch(line -> line.contains("hush"));
  }

  @Test
  void problemWithASecretDoesNotPrintIt() {
    // Given
    loader
        .mappings(Set.of(Guarded.class))
        .commandLine(Map.of("alpr.guarded.signing-secret", "hush"));

    // When / Then
    assertThatThrownBy(loader::load)
        .hasMessageContaining("alpr.guarded.signing-secret")
        .hasMessageNotContaining("hush");
  }

  @ConfigMapping(prefix = "alpr.guarded")
  interface Guarded {
    @jakarta.validation.constraints.Size(min = 16)
    String signingSecret();
  }

  private Path write(String name, String yaml) throws IOException {
    return Files.writeString(directory.resolve(name), yaml);
  }
}
