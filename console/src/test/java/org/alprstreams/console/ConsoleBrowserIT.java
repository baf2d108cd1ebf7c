package org.alprstreams.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.console.alerts.Alerts;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The dispatch board in a real browser, on a real service, on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class ConsoleBrowserIT {

  /** Milliseconds; the machines that run this are busy. */
  private static final double PATIENCE = 20_000;

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;

  private static final RecordSerdes SERDES = RecordSerdes.registryFree();
  private static Chromium chromium;
  private static ServiceRuntime service;
  private static Sender sender;

  /**
   * In a record, since the cluster's extension puts a client of its own into fields of its type.
   */
  private record Sender(Producer<String, Alert> producer) {}

  private BrowserContext context;
  private Page page;
  private final List<String> errors = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    chromium = Chromium.start();
    service = start(0);
    sender =
        new Sender(new SettingsKafkaClients(settings(0), SERDES).producer(Topics.ALERTS, Map.of()));
  }

  @AfterAll
  static void closeAll() {
    if (sender != null) {
      sender.producer().close();
    }
    if (service != null) {
      service.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void openPage() {
    context = chromium.browser().newContext();
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            errors.add(message.text());
          }
        });
  }

  @AfterEach
  void closePage() {
    context.close();
    assertEquals(List.of(), errors, "errors in the page");
  }

  @Test
  void anAlertShowsItsPictureAndWhatDiffers() throws Exception {
    // Given a dispatcher at the board
    signIn("DISPATCHER");

    // When an alert reaches the topic
    raise("shown", now());

    // Then the board shows it
    Locator row = row("shown");
    visible(row);
    assertThat(row.locator(".badge.lookalike")).hasText("look-alike · 1 differs");
    assertThat(row.locator(".ch.diff")).hasText("O");
    assertThat(row).containsText("Invented Road (CAM-07)");
    page.waitForFunction(
        "() => document.querySelector('#alert-shown img.crop')?.naturalWidth === 160");

    // And still after a reload, without signing in again
    page.reload();
    visible(row("shown"));
  }

  @Test
  void aRecallStrikesTheAlertThrough() throws Exception {
    // Given an alert on the board
    signIn("DISPATCHER");
    Instant capturedAt = now();
    raise("wrong", capturedAt);
    visible(row("wrong"));

    // When it is recalled
    send(
        Alert.newBuilder(Alerts.alert("wrong", 1, capturedAt))
            .setStatus(AlertStatus.RECALLED)
            .setRecallReason("A better look read another plate.")
            .build());

    // Then it stands there as recalled, without its picture, and the page says why
    assertThat(row("wrong"))
        .hasAttribute("data-status", "RECALLED", new HasAttributeOptions().setTimeout(PATIENCE));
    assertThat(row("wrong").locator(".plate")).hasCSS("text-decoration-line", "line-through");
    assertThat(row("wrong").locator("img")).hasCount(0);
    row("wrong").click();
    assertThat(page.locator("#detail")).containsText("A better look read another plate.");
  }

  @Test
  void aWithdrawnAlertOfAPartialEntryLeavesNothingOfThePlateOnTheBoard() throws Exception {
    // Given an alert of which only a part of the plate is listed
    signIn("DISPATCHER");
    Instant capturedAt = now();
    Alert partial =
        Alert.newBuilder(Alerts.alert("partial", 0, capturedAt))
            .setPartial(true)
            .setListedPlate("8XY*1?0")
            .setDifferences(List.of())
            .build();
    send(partial);
    visible(row("partial"));
    assertThat(row("partial").locator(".badge.lookalike")).hasText("only a part is listed");
    row("partial").click();
    assertThat(page.locator("#detail")).containsText("other vehicles match as well");

    // When the plate is opted out, and the alert withdrawn
    send(
        Alert.newBuilder(partial)
            .setRevision(1)
            .setStatus(AlertStatus.RECALLED)
            .setRecallReason("The alert was withdrawn.")
            .setPlateText("")
            .setListedPlate("")
            .setCharacters(List.of())
            .setSourceAgency("")
            .setPlateCrop(null)
            .build());

    // Then the page says so, and shows no plate any more
    assertThat(page.locator("#detail"))
        .containsText("The alert was withdrawn.", new ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(page.locator("#detail .plate")).hasCount(0);
    assertThat(row("partial").locator(".ch")).hasCount(0);
  }

  @Test
  void theBoardIsWorkedByKeyboard() throws Exception {
    // Given two alerts
    signIn("DISPATCHER");
    raise("older", now());
    visible(row("older"));
    raise("newer", now());
    visible(row("newer"));

    // When / Then: n chooses the newest, j the next, k the one before
    page.keyboard().press("n");
    chosen("newer");
    page.keyboard().press("j");
    chosen("older");
    page.keyboard().press("k");
    chosen("newer");

    // And arrows work in the list, whose focus a new alert does not take away
    page.locator("#alerts").focus();
    page.keyboard().press("ArrowDown");
    chosen("older");
    raise("newest", now());
    visible(row("newest"));
    chosen("older");
    assertThat(page.locator("#alerts")).isFocused();
    assertThat(page.locator("#alerts")).hasAttribute("aria-activedescendant", "alert-older");
  }

  @Test
  void aLostConnectionShowsAndWhatWasMissedComesAfterwards() throws Exception {
    // Given a dispatcher at the board
    signIn("DISPATCHER");

    // When the server goes away
    int port = service.httpPort();
    service.close();

    // Then the page says so
    assertThat(link())
        .hasAttribute("data-state", "lost", new HasAttributeOptions().setTimeout(PATIENCE));
    assertThat(link()).hasText(Pattern.compile("Connection lost"));

    // When an alert is raised and the server comes back
    raise("missed", now());
    service = start(port);

    // Then the board is live again and has it, without anybody's doing; it tries four times a
    // minute
    assertThat(row("missed")).isVisible(new IsVisibleOptions().setTimeout(2 * PATIENCE));
    live();
  }

  @Test
  void anAlertIsCheckedAndReleasedAndARecallAfterwardsCannotBeMissed() throws Exception {
    // Given a dispatcher who has chosen an alert that nobody has checked
    signIn("DISPATCHER");
    Instant capturedAt = now();
    raise("acted", capturedAt);
    visible(row("acted"));
    row("acted").click();
    assertThat(act("release")).isDisabled();

    // When one check fails, and is passed afterwards with the other
    act("image-no").click();
    acts("not confirmed by");
    page.locator("#act-note").fill("called the agency");
    act("list-yes").click();
    acts("called the agency");
    assertThat(act("release")).isDisabled();
    act("image-yes").click();

    // Then the alert may be released, the list says so, and the note stays with its check
    assertThat(row("acted").locator(".badge.standing"))
        .hasText("checked", new HasTextOptions().setTimeout(PATIENCE));
    assertThat(page.locator("#acts dd").first()).not().containsText("called the agency");
    act("release").click();
    acts("to units by");
    assertThat(row("acted").locator(".badge.standing")).hasText("released");
    assertThat(act("release")).isDisabled();

    // And whoever opens the board later sees it, with what it turned out to be
    page.locator("#act-disposition").selectOption("CORRECT");
    act("disposition").click();
    acts("correct, by");
    page.reload();
    visible(row("acted"));
    row("acted").click();
    acts("to units by");

    // When it is recalled
    send(
        Alert.newBuilder(Alerts.alert("acted", 1, capturedAt))
            .setStatus(AlertStatus.RECALLED)
            .setRecallReason("A better look read another plate.")
            .build());

    // Then the page says that the units have to be told, and offers nothing any more
    acts("released to units and has been recalled since. Tell them.");
    assertThat(act("release")).hasCount(0);

    // When somebody has, and records what the alert turned out to be
    page.locator("#act-disposition").selectOption("INCORRECT_READ");
    act("disposition").click();

    // Then nothing is left to be done
    assertThat(row("acted").locator(".badge"))
        .containsText(
            new String[] {"recalled", "units told"},
            new ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(page.locator("#tell")).isHidden();
  }

  @Test
  void whoeverWorksByKeyboardStaysWhereTheyWereWhenSomethingIsDone() throws Exception {
    // Given
    signIn("DISPATCHER");
    raise("keyed", now());
    visible(row("keyed"));
    row("keyed").click();

    // When
    assertThat(act("image-yes")).isEnabled();
    act("image-yes").focus();
    page.keyboard().press("Enter");

    // Then
    acts("confirmed by");
    assertThat(act("image-yes")).isFocused();
  }

  @Test
  void whoMayNotActSeesWhatWasDoneAndNoButtons() throws Exception {
    // Given
    raise("watched", now());

    // When
    signIn("ANALYST");
    visible(row("watched"));
    row("watched").click();

    // Then
    acts("not done yet");
    assertThat(page.locator("#acts button")).hasCount(0);
  }

  @Test
  void whoMayNotSeeAlertsIsToldSo() {
    signInAs("MAINTAINER");

    assertThat(page.locator("#problem")).containsText("does not permit you to see alerts");
    assertThat(page.locator("#alerts > li")).hasCount(0);
  }

  private static ServiceRuntime start(int port) throws Exception {
    ServiceRuntime runtime =
        new ServiceRuntime(
            settings(port),
            UsagePolicy.losAltosHills(),
            List.of(new ConsoleApplication()),
            Optional.of(SERDES),
            Clock.systemUTC());
    runtime.start();
    return runtime;
  }

  private static Settings settings(int port) {
    return Settings.of(
        new HashMap<>(
            Map.of(
                "alpr.kafka.bootstrap-servers",
                cluster.getBootstrapServers(),
                "alpr.service.data-directory",
                data.toString(),
                "alpr.topics.partitions",
                "1",
                "alpr.sign-in.demo-tokens",
                "true",
                "alpr.http.port",
                String.valueOf(port))));
  }

  private void signIn(String role) {
    signInAs(role);
    live();
  }

  private void signInAs(String role) {
    page.navigate("http://127.0.0.1:" + service.httpPort() + "/");
    page.getByRole(
            AriaRole.BUTTON,
            new GetByRoleOptions().setName(Pattern.compile("^" + role, Pattern.CASE_INSENSITIVE)))
        .click();
  }

  private void live() {
    assertThat(link())
        .hasAttribute("data-state", "live", new HasAttributeOptions().setTimeout(PATIENCE));
  }

  private Locator act(String name) {
    return page.locator("#acts [data-act='" + name + "']");
  }

  private void acts(String text) {
    assertThat(page.locator("#acts"))
        .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
  }

  private Locator link() {
    return page.locator("#link");
  }

  private Locator row(String alertId) {
    return page.locator("#alert-" + alertId);
  }

  private static void visible(Locator row) {
    assertThat(row).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
  }

  private void chosen(String alertId) {
    assertThat(row(alertId)).hasAttribute("aria-selected", "true");
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static void raise(String alertId, Instant capturedAt) throws Exception {
    send(Alerts.alert(alertId, 0, capturedAt, picture()));
  }

  private static byte[] picture() throws IOException {
    return PlatePicture.jpeg("8XYZ10O");
  }

  private static void send(Alert alert) throws Exception {
    sender
        .producer()
        .send(
            new ProducerRecord<>(
                Topics.ALERTS.name(),
                null,
                alert.getCapturedAt().toEpochMilli(),
                alert.getAlertId(),
                alert))
        .get();
  }
}
