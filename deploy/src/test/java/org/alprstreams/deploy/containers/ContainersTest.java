package org.alprstreams.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.alprstreams.deploy.command.AlprCommand;
import org.alprstreams.service.signin.DemoTokens;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What runs the applications elsewhere names commands, settings and files that exist. */
class ContainersTest {

  private static final Path ROOT = Path.of("..");
  private static final String KEY_FILE = "access-log.pem";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern SETTING = Pattern.compile("ALPR_[A-Z_]+");
  private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
  private static final Pattern METHOD =
      Pattern.compile("^ {2,4}[\\w<>, .]+ (\\w+)\\(\\);", Pattern.MULTILINE);

  private static JsonNode compose() throws IOException {
    // Jackson does not follow merge keys (<<), which is why each test looks at its own part only.
    return YAML.readTree(ROOT.resolve("docker-compose.yml").toFile());
  }

  private static JsonNode values() throws IOException {
    return YAML.readTree(ROOT.resolve("deploy/helm/alpr-streams/values.yaml").toFile());
  }

  @Test
  void everyApplicationOfComposeIsACommand() throws IOException {
    // Given the services that run our image
    List<JsonNode> ours = new ArrayList<>();
    compose()
        .get("services")
        .forEach(
            service -> {
              if (service.has("<<") || service.path("image").asText().startsWith("alpr-streams")) {
                ours.add(service.get("command"));
              }
            });

    // Then each command is one that our command line takes
    assertThat(ours).hasSize(6).allSatisfy(command -> assertThat(command(command)).isTrue());
  }

  @Test
  void everyApplicationOfTheChartIsACommand() throws IOException {
    JsonNode applications = values().get("applications");

    assertThat(applications)
        .hasSize(5)
        .allSatisfy(application -> assertThat(command(application.get("args"))).isTrue());
  }

  /** Whether the words lead down the command tree. */
  private static boolean command(JsonNode words) {
    CommandLine at = AlprCommand.commandLine();
    for (JsonNode word : words) {
      at = at.getSubcommands().get(word.asText());
      if (at == null) {
        return false;
      }
    }
    return true;
  }

  @Test
  void everySettingThatContainersSetExists() throws IOException {
    // Given all settings, as environment variables, read off the mapping interfaces
    List<String> known = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(ROOT, 12)) {
      for (Path source :
          sources.filter(p -> p.toString().matches(".*src.main.java.*\\.java")).toList()) {
        String text = Files.readString(source);
        Matcher prefix = PREFIX.matcher(text);
        if (prefix.find()) {
          METHOD
              .matcher(text)
              .results()
              .map(m -> variable(prefix.group(1), m.group(1)))
              .forEach(known::add);
        }
      }
    }
    assertThat(known).contains("ALPR_HTTP_HOST", "ALPR_STREAMS_APPLICATION_SERVER");

    // When the files are searched for such variables
    List<String> used = new ArrayList<>();
    for (String file :
        List.of(
            "docker-compose.yml",
            "Dockerfile",
            "deploy/helm/alpr-streams/values.yaml",
            "deploy/helm/alpr-streams/templates/applications.yaml",
            "deploy/helm/alpr-streams/templates/topics-job.yaml")) {
      String withoutComments = Files.readString(ROOT.resolve(file)).replaceAll("(?m)^\\s*#.*$", "");
      SETTING.matcher(withoutComments).results().map(m -> m.group()).forEach(used::add);
    }

    // Then each is one of the settings
    assertThat(used).isNotEmpty().allSatisfy(variable -> assertThat(known).contains(variable));
  }

  @Test
  void everyApplicationOfComposeSignsTheAccessLogWithAKeyThatHasToBeGiven() throws IOException {
    // Given
    JsonNode compose = compose();

    // Then: it is a secret of the part that all applications share, where the setting looks for it
    assertThat(compose.at("/x-application/secrets/0").asText()).isEqualTo(KEY_FILE);
    assertThat(compose.at("/x-environment/ALPR_ACCESS_LOG_SIGNING_KEY").asText())
        .isEqualTo("/run/secrets/" + KEY_FILE);
    assertThat(compose.at("/services"))
        .filteredOn(service -> service.has("<<"))
        .hasSize(5)
        .noneMatch(service -> service.has("secrets")); // It would take the place of the shared one.
    // And: compose refuses to start without it, and says what to set
    assertThat(compose.at("/secrets").path(KEY_FILE).path("file").asText())
        .matches("\\$\\{ACCESS_LOG_KEY:\\?.*signing key.*}");
  }

  @Test
  void composeAsksForPasswordsWhereAnIssuerIsNamed() throws IOException {
    // Given
    JsonNode compose = compose();

    // Then: what the head of the file says to export is what the services read
    assertThat(compose.at("/x-environment/ALPR_SIGN_IN_ISSUER").asText())
        .isEqualTo("${ALPR_SIGN_IN_ISSUER:-" + DemoTokens.ISSUER + "}");
    assertThat(compose.at("/x-environment/ALPR_SIGN_IN_JWKS_URI").asText())
        .startsWith("${ALPR_SIGN_IN_JWKS_URI:-");
    assertThat(compose.at("/services/console/environment/ALPR_SIGN_IN_DEMO_TOKENS").asText())
        .isEqualTo("${ALPR_SIGN_IN_DEMO_TOKENS:-true}");
  }

  @Test
  void everyApplicationOfComposeAndTheChartRemembersItsChainOverRestarts() throws IOException {
    // Given
    JsonNode services = compose().at("/services");
    JsonNode applications = values().get("applications");

    // Then
    assertThat(services)
        .filteredOn(service -> service.has("<<"))
        .hasSize(5)
        .allMatch(
            service -> service.at("/volumes/0").asText().matches("[a-z]+-data:/var/lib/alpr/data"));
    assertThat(applications).hasSize(5).allMatch(application -> application.has("state"));
  }

  @Test
  void everyApplicationOfTheChartSignsTheAccessLogWithAKeyThatHasToBeGiven() throws IOException {
    // Given
    String template = chart("applications.yaml");

    // Then: a volume of the Secret, mounted where the setting looks for it
    assertThat(values().get("accessLogKey").asText()).isNotEmpty();
    assertThat(template)
        .contains("secretName: {{ $app.accessLogKey | default $.Values.accessLogKey | required ")
        .contains("items: [{key: " + KEY_FILE + ", path: " + KEY_FILE + "}]")
        .contains("{name: access-log-key, mountPath: /etc/alpr/access-log, readOnly: true}")
        .contains("ALPR_ACCESS_LOG_SIGNING_KEY, value: /etc/alpr/access-log/" + KEY_FILE + "}");
  }

  @Test
  void instancesOfRetentionThatTheChartStartsCanAskEachOther() throws IOException {
    assertThat(values().at("/applications/retention/replicas").asInt()).isGreaterThan(1);
    assertThat(values().get("peerSecret").asText()).isNotEmpty();
    assertThat(chart("applications.yaml"))
        .contains(
            "ALPR_RETENTION_PEER_SECRET,"
                + " valueFrom: {secretKeyRef: {name: {{ $.Values.peerSecret }}, key: secret}}}");
  }

  @Test
  void topicsOfTheChartFollowThePolicyOfItsApplications() throws IOException {
    String policy = "{name: ALPR_SERVICE_POLICY, value: /etc/alpr/policy/policy.yaml}";

    assertThat(chart("applications.yaml")).contains(policy);
    assertThat(chart("topics-job.yaml"))
        .contains(policy)
        .contains("{name: policy, mountPath: /etc/alpr/policy, readOnly: true}")
        .contains("{name: policy, configMap: {name: {{ .Values.policyConfigMap }}}}");
  }

  private static String chart(String template) throws IOException {
    return Files.readString(ROOT.resolve("deploy/helm/alpr-streams/templates").resolve(template));
  }

  @Test
  void noKeyIsInTheRepositoryNorInTheImage() throws IOException {
    // Given
    Pattern key = Pattern.compile("BEGIN [A-Z ]*PRIVATE KEY-+\\s+[A-Za-z0-9+/]{40}");
    List<Path> deployed = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve("deploy/helm"))) {
      files.filter(Files::isRegularFile).forEach(deployed::add);
    }
    deployed.add(ROOT.resolve("docker-compose.yml"));
    deployed.add(ROOT.resolve("Dockerfile"));

    // Then
    for (Path file : deployed) {
      assertThat(key.matcher(Files.readString(file)).find()).as(file.toString()).isFalse();
    }
    assertThat(Files.readString(ROOT.resolve(".gitignore"))).contains("*.pem");
    assertThat(Files.readString(ROOT.resolve(".dockerignore"))).contains("*.pem");
  }

  private static String variable(String prefix, String method) {
    String kebab = method.replaceAll("([a-z])([A-Z])", "$1-$2");
    return (prefix + "." + kebab).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @Test
  void everyPanelOfTheDashboardShowsAMeterThatExists() throws IOException {
    // Given the names of our meters, as Prometheus writes them
    List<String> meters = new ArrayList<>();
    Pattern name = Pattern.compile("\"(alpr\\.[a-z.]+)\"");
    try (Stream<Path> sources = Files.walk(ROOT, 12)) {
      for (Path source :
          sources.filter(p -> p.toString().matches(".*src.main.java.*\\.java")).toList()) {
        name.matcher(Files.readString(source))
            .results()
            .map(m -> m.group(1).replace('.', '_'))
            .forEach(meters::add);
      }
    }
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(ROOT.resolve("deploy/grafana/dashboards/alpr-streams.json").toFile());

    // Then each of our names in an expression starts with one of them
    Stream<String> used =
        StreamSupport.stream(dashboard.get("panels").spliterator(), false)
            .flatMap(panel -> panel.findValuesAsText("expr").stream())
            .flatMap(expression -> Pattern.compile("alpr_[a-z_]+").matcher(expression).results())
            .map(m -> m.group());
    assertThat(used)
        .isNotEmpty()
        .allSatisfy(metric -> assertThat(meters).anyMatch(metric::startsWith));
  }
}
