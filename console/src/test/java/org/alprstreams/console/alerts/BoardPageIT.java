package org.alprstreams.console.alerts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alprstreams.console.alerts.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.console.Chromium;
import org.alprstreams.schemas.policy.AlertCheck;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.http.Role;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the board's page makes of a server in trouble, and of releases that do not stand. */
class BoardPageIT {

  /** Milliseconds; the machines that run this are busy. */
  private static final double PATIENCE = 30_000;

  /** How many alerts the board holds. */
  private static final int BOARD = 10;

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Following ALL_ARRIVES = new Following(HealthState.up(), HealthState.up());

  private static Chromium chromium;

  private final Instant now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
  private final AlertActions actions =
      new AlertActions(EnumSet.allOf(AlertCheck.class), Duration.ofHours(1), CLOCK);
  private final AlertBoard board =
      new AlertBoard(BOARD, Duration.ofHours(1), CLOCK, alert -> false);
  private final AtomicInteger actionIds = new AtomicInteger();

  /** What a caller is refused for, or null. */
  private volatile Problem barred;

  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean withoutLists;
  private volatile Following following = ALL_ARRIVES;

  private final MockProducer<String, AccessRecord> records =
      new MockProducer<>(
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.ACCESS_LOG).serializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<String, AccessRecord> record, Callback callback) {
          if (withoutLists && record.value().getAction().equals("LIST_ALERTS")) {
            throw new KafkaException("the leader is elected");
          }
          return super.send(record, callback);
        }
      };

  /** Reads back at once what is written. */
  private final MockProducer<String, AlertAction> topic =
      new MockProducer<>(
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.ALERT_ACTIONS).serializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<String, AlertAction> record, Callback callback) {
          Future<RecordMetadata> sent = super.send(record, callback);
          actions.put(record.value(), Instant.ofEpochMilli(record.timestamp()));
          return sent;
        }
      };

  private final HttpServer server =
      new HttpServer(
          Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class), context -> caller());
  private AlertStream<AlertView> stream;
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void openPage() {
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setLocale("en-US")
                    .setTimezoneId("America/Los_Angeles"));
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
  }

  @AfterEach
  void close() {
    context.close();
    stream.close();
    server.close();
  }

  @Test
  void aBoardThatCouldNotBeLoadedIsTriedAgainAndSaysSoMeanwhile() {
    // Given a server that takes listeners, and cannot record that somebody sees the board
    board.put(alert("there", 0, now));
    withoutLists = true;
    open(Duration.ofMinutes(1));
    linkSays("Board not loaded – trying again");

    // When an alert arrives
    publish(alert("new", 0, now));

    // Then it shows, and so does what is wrong
    visible(row("new"));
    assertThat(page.locator("#problem")).isVisible();
    assertThat(page.locator("#problem")).not().isEmpty();

    // When the record can be written again
    withoutLists = false;

    // Then the board is loaded, without anybody's doing
    visible(row("there"));
    visible(row("new"));
    linkSays("Live");
    assertThat(page.locator("#problem")).isHidden();
  }

  @Test
  void whoIsBarredIsToldWhyAndAsksNoMore() {
    // Given an open board, whose connection ends every second
    page.clock().install();
    open(Duration.ofSeconds(1));
    linkSays("Live");

    // When the training of the person before it runs out
    barred = new Problem(403, "Training not valid", "Your training has run out");

    // Then the page says so
    assertThat(page.locator("#problem"))
        .containsText("Your training has run out", new ContainsTextOptions().setTimeout(PATIENCE));
    linkSays("Not let in – alerts are not arriving");

    // And asks no more, since each refusal is on record as a violation
    int before = refused.get();
    page.clock().fastForward(120_000);
    page.evaluate("() => fetch('/icon.svg')");
    assertThat(refused.get()).isEqualTo(before).isLessThanOrEqualTo(3);
  }

  @Test
  void waitsBetweenConnectionsDoubleUpToAQuarterOfAMinute() {
    // Given
    open(Duration.ofMinutes(1));

    // When
    Object waits =
        page.evaluate(
            "async () => { const waits = (await import('/backoff.js')).backoff();"
                + " const failed = Array.from({ length: 6 }, () => waits.next());"
                + " waits.reset();"
                + " return [...failed, waits.next()]; }");

    // Then
    assertThat(waits).isEqualTo(List.of(1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 1_000));
  }

  @Test
  void aServerThatHearsOfNoAlertsIsNotLive() {
    // Given
    open(Duration.ofMinutes(1));
    linkSays("Live");

    // When the console loses its brokers
    following = new Following(HealthState.down("no broker"), HealthState.down("no broker"));

    // Then the page says what that means
    linkSays("Alerts are not arriving");
    assertThat(page.locator("#link")).hasAttribute("data-state", "lost");

    // When they are back
    following = ALL_ARRIVES;

    // Then
    linkSays("Live");
  }

  @Test
  void aServerThatHearsOfNoActionsIsNotLive() {
    // Given
    open(Duration.ofMinutes(1));
    linkSays("Live");

    // When alerts come, and what other dispatchers do about them does not
    following = new Following(HealthState.up(), HealthState.dead("following ended"));

    // Then the page says what that means
    linkSays("Checks and releases are not arriving");
    assertThat(page.locator("#link")).hasAttribute("data-state", "lost");
  }

  @Test
  void aReleaseThatIsRecalledStaysInSightUntilSomebodyHasToldTheUnits() {
    // Given a released alert, another one that is chosen, and a list of standing alerts only
    board.put(alert("other", 0, now));
    Alert told = released("told");
    open(Duration.ofMinutes(1));
    visible(row("told"));
    assertThat(row("told").locator(".badge.standing")).hasText("released");
    row("other").click();
    page.locator("[data-filter=open]").click();

    // When it is recalled
    publish(
        Alert.newBuilder(told)
            .setRevision(1)
            .setStatus(AlertStatus.RECALLED)
            .setPlateCrop(null)
            .build());

    // Then the board says so although its row is filtered, and announces what to do
    assertThat(banner()).containsText("recalled", new ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(banner()).containsText("8XYZ10O");
    assertThat(page.locator("#announce")).containsText("Tell the units");
    assertThat(page.locator("#announce")).containsText("recalled");
    assertThat(row("told")).hasCount(0);

    // And still after a reload, with a badge where the row shows
    page.reload();
    visible(banner());
    assertThat(row("told").locator(".badge.stop")).hasText("tell units: recalled");
    assertThat(row("told").locator(".badge.standing")).hasCount(0);

    // When somebody has told them, but not what it turned out to be
    banner().locator("[data-tell=told]").click();
    page.locator("[data-act=disposition]").click();
    assertThat(page.locator("#acts .problem")).containsText("Choose what");
    visible(banner());

    // And records that
    page.locator("#act-disposition").selectOption("INCORRECT_READ");
    page.locator("[data-act=disposition]").click();

    // Then nothing is left to do
    assertThat(banner()).isHidden(new IsHiddenOptions().setTimeout(PATIENCE));
    assertThat(row("told").locator(".badge.stop")).hasCount(0);
    assertThat(page.locator("#acts")).containsText("Units told");
  }

  @Test
  void aReleaseWhosePictureDiffersAfterAllHasToBeTold() {
    // Given
    board.put(alert("other", 0, now));
    Alert doubted = released("doubted");
    open(Duration.ofMinutes(1));
    visible(row("doubted"));
    row("other").click();

    // When somebody elsewhere finds that the picture differs
    act("doubted", AlertActionKind.IMAGE_CHECK, false);
    stream.publish(AlertView.of(doubted, actions.of("doubted")));

    // Then
    assertThat(row("doubted").locator(".badge.stop"))
        .hasText("tell units: put in doubt", new HasTextOptions().setTimeout(PATIENCE));
    visible(banner());
    assertThat(page.locator("#announce")).containsText("has been put in doubt since");
  }

  @Test
  void anActionThatFailedAfterSomebodyWentOnIsToldWithItsAlert() {
    // Given an answer that takes its time
    board.put(alert("left", 0, now, new byte[] {1, 2, 3}));
    board.put(alert("next", 0, now));
    open(Duration.ofMinutes(1));
    visible(row("left"));
    List<Route> pending = new CopyOnWriteArrayList<>();
    page.route("**/image-check", pending::add);
    row("left").click();
    page.waitForRequest("**/image-check", () -> page.locator("[data-act=image-yes]").click());

    // When somebody goes on, and then it fails
    row("next").click();
    page.waitForCondition(() -> !pending.isEmpty());
    pending.get(0).abort();

    // Then
    assertThat(page.locator("#acts .problem"))
        .containsText(
            "Alert of 8XYZ10O, Invented Road", new ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(page.locator("#acts .problem")).containsText("cannot be reached");
  }

  @Test
  void whatIsTypedIsNoCommand() {
    // Given
    board.put(alert("older", 0, now.minusSeconds(1)));
    board.put(alert("newer", 0, now));
    open(Duration.ofMinutes(1));
    row("older").click();

    // When letters that are keys of the board, and a digit, are typed into a note
    page.locator("#act-note").pressSequentially("jk nr 2?");

    // Then they are in the note, and nothing else has happened
    assertThat(page.locator("#act-note")).hasValue("jk nr 2?");
    assertThat(row("older")).hasAttribute("aria-selected", "true");
    assertThat(page.locator("[data-filter=all]")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#help")).isHidden();

    // When a disposition is looked for by its letter
    page.locator("#act-disposition").focus();
    page.keyboard().press("n");

    // Then
    assertThat(row("older")).hasAttribute("aria-selected", "true");

    // When a key is pressed elsewhere
    page.locator("#alerts").focus();
    page.keyboard().press("n");

    // Then it is one
    assertThat(row("newer")).hasAttribute("aria-selected", "true");
  }

  @Test
  void aPressAfterAnotherActionIsNotTakenForAnEarlierOne() {
    // Given a check that was recorded, of which the page did not hear
    board.put(alert("checked", 0, now, new byte[] {1, 2, 3}));
    open(Duration.ofMinutes(1));
    row("checked").click();
    loseAnswers(1);
    press("image-yes");
    problemSays("cannot be reached");

    // When the person thinks otherwise, and then again otherwise
    press("image-no");
    acts("not confirmed by dana");
    press("image-yes");

    // Then the last word counts
    assertThat(page.locator("#acts dd").first())
        .hasText(Pattern.compile("^confirmed by dana"), new HasTextOptions().setTimeout(PATIENCE));
    assertThat(topic.history())
        .extracting(record -> record.value().getPassed())
        .containsExactly(true, false, true);
  }

  @Test
  void whatIsTriedAgainAfterAnAnswerThatBrokeOffCountsOnce() {
    // Given a check that was recorded, whose answer broke off
    board.put(alert("checked", 0, now, new byte[] {1, 2, 3}));
    open(Duration.ofMinutes(1));
    row("checked").click();
    page.route(
        "**/image-check",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setResponse(route.fetch()).setBody("{\"alertId\":")),
        new Page.RouteOptions().setTimes(1));
    press("image-yes");
    problemSays("it will not be done twice");

    // When
    press("image-yes");

    // Then
    acts("confirmed by dana");
    assertThat(topic.history()).hasSize(1);
  }

  @Test
  void whileAnActionIsUnderWayNothingElseIsDoneAboutItsAlert() {
    // Given a check whose answer takes its time
    board.put(alert("checked", 0, now, new byte[] {1, 2, 3}));
    open(Duration.ofMinutes(1));
    row("checked").click();
    List<Route> pending = new CopyOnWriteArrayList<>();
    page.route("**/image-check", pending::add);
    press("image-yes");
    page.waitForCondition(() -> !pending.isEmpty());

    // When
    button("image-yes").dispatchEvent("click");
    button("image-no").dispatchEvent("click");
    page.evaluate("() => fetch('/icon.svg')");

    // Then
    assertThat(pending).hasSize(1);
    assertThat(button("list-yes")).isDisabled();

    // When the answer comes
    pending.get(0).resume();

    // Then it goes on
    acts("confirmed by dana");
    assertThat(topic.history()).hasSize(1);
    assertThat(button("list-yes")).isEnabled();
  }

  @Test
  void aDoubleClickDoesNotSayThatUnitsWereTold() {
    // Given a released alert
    released("told");
    open(Duration.ofMinutes(1));
    row("told").click();
    page.locator("#act-disposition").selectOption("INCORRECT_READ");

    // When it turns out to be wrong, and a second press meets the button that stands there then
    whenDrawnAnewPress("disposition");
    press("disposition");

    // Then units have to be told still
    assertThat(button("disposition"))
        .hasText("Units are told: record", new HasTextOptions().setTimeout(PATIENCE));
    assertThat(button("disposition")).isEnabled();
    visible(banner());
    assertThat(topic.history()).hasSize(1);

    // When somebody has
    press("disposition");

    // Then
    acts("Units told");
  }

  @Test
  void aPressThatMeetsANewRevisionChecksNothing() {
    // Given somebody who is about to press
    board.put(alert("revised", 0, now, new byte[] {1, 2, 3}));
    open(Duration.ofMinutes(1));
    row("revised").click();
    assertThat(button("image-yes")).isEnabled();
    whenDrawnAnewPress("image-yes");

    // When the alert is revised
    publish(alert("revised", 1, now, new byte[] {4, 5, 6}));

    // Then nothing is done, and they are told to look again
    acts("was revised while you looked at it");
    assertThat(button("image-yes")).isEnabled();
    assertThat(topic.history()).isEmpty();

    // When they have
    press("image-yes");

    // Then
    acts("confirmed by dana");
    assertThat(page.locator("#acts")).not().containsText("was revised");
  }

  @Test
  void noOtherAlertTakesThePlaceOfOneThatLeavesTheBoard() {
    // Given somebody who looks at an alert, with a check under way
    board.put(alert("left", 0, now, new byte[] {1, 2, 3}));
    open(Duration.ofSeconds(1));
    row("left").click();
    List<Route> pending = new CopyOnWriteArrayList<>();
    page.route("**/image-check", pending::add);
    press("image-yes");
    page.waitForCondition(() -> !pending.isEmpty());

    // When as many newer ones come as the board holds, and the page connects again
    for (int i = 0; i < BOARD; i++) {
      board.put(alert("newer-" + i, 0, now.plusMillis(1 + i)));
    }

    // Then
    assertThat(page.locator("#detail"))
        .containsText(
            "no longer on the board. Choose another one",
            new ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(page.locator("#detail button")).hasCount(0);
    publish(alert("newest", 0, now.plusSeconds(1)));
    visible(row("newest"));
    assertThat(page.locator("#alerts [aria-selected=true]")).hasCount(0);

    // When the check fails
    pending.get(0).abort();

    // Then that is told with its alert
    assertThat(page.locator("#detail .problem"))
        .containsText(
            "Alert of 8XYZ10O, Invented Road", new ContainsTextOptions().setTimeout(PATIENCE));
  }

  @Test
  void theFirstHourOfADayIsZero() {
    // Given
    open(Duration.ofMinutes(1));

    // When
    Object time =
        page.evaluate("async () => (await import('/dom.js')).timeOf('2026-11-23T08:15:03Z')");

    // Then
    assertThat(time).isEqualTo("00:15:03");
  }

  private Caller caller() {
    Problem problem = barred;
    if (problem != null) {
      refused.incrementAndGet();
      throw problem;
    }
    return new Caller("dana", "Sheriff", Set.of(Role.DISPATCHER));
  }

  /**
   * Opens the server and the page.
   *
   * @param lifetime of one connection
   */
  private void open(Duration lifetime) {
    // Signs of life come every second, so that tests are short.
    stream = new AlertStream<>(lifetime, () -> false);
    AlertAccess access =
        new AlertAccess(
            new AccessLog(records, CLOCK, "policy 1", "console", Duration.ofSeconds(10)));
    new AlertRoutes(board, actions, stream, access, () -> following).register(server.routes());
    new ActionRoutes(
            new ActionDesk(
                board,
                actions,
                new ActionTopic(topic, Duration.ofSeconds(10)),
                access,
                HealthState::up,
                new SimpleMeterRegistry(),
                Duration.ofSeconds(10),
                CLOCK))
        .register(server.routes());
    server
        .routes()
        .open(
            "GET",
            "/session",
            context ->
                context.json(
                    Map.of(
                        "username",
                        caller().username(),
                        "organisation",
                        "Sheriff",
                        "roles",
                        List.of("DISPATCHER"),
                        "permissions",
                        List.of("VIEW_ALERTS", "ACT_ON_ALERTS"))));
    server.routes().staticFiles("/", "/console");
    server.open();
    page.navigate("http://127.0.0.1:" + server.port() + "/");
  }

  private void publish(Alert alert) {
    board.put(alert);
    stream.publish(AlertView.of(alert, actions.of(alert.getAlertId())));
  }

  private Alert released(String alertId) {
    Alert alert = alert(alertId, 0, now, new byte[] {1, 2, 3});
    board.put(alert);
    act(alertId, AlertActionKind.IMAGE_CHECK, true);
    act(alertId, AlertActionKind.LIST_CHECK, true);
    act(alertId, AlertActionKind.RELEASE, false);
    return alert;
  }

  private void act(String alertId, AlertActionKind kind, boolean passed) {
    actions.put(
        AlertAction.newBuilder()
            .setActionId("action-" + actionIds.incrementAndGet())
            .setAlertId(alertId)
            .setKind(kind)
            .setPassed(passed)
            .setUsername("dana")
            .setOrganisation("Sheriff")
            .setAt(now)
            .build(),
        now);
  }

  /** The server does what it is asked for, and the first answers to it get lost. */
  private void loseAnswers(int count) {
    page.route(
        "**/image-check",
        route -> {
          route.fetch();
          route.abort();
        },
        new Page.RouteOptions().setTimes(count));
  }

  /** As fast as nobody can: the page itself presses once the button has been replaced. */
  private void whenDrawnAnewPress(String act) {
    page.evaluate(
        "act => new MutationObserver(() =>"
            + " document.querySelector(`#acts [data-act=${act}]`).click())"
            + ".observe(document.querySelector('#acts'), { childList: true })",
        act);
  }

  private void press(String act) {
    button(act).click();
  }

  private Locator button(String act) {
    return page.locator("#acts [data-act=" + act + "]");
  }

  private void acts(String text) {
    assertThat(page.locator("#acts"))
        .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
  }

  private void problemSays(String text) {
    assertThat(page.locator("#acts .problem"))
        .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
  }

  private Locator banner() {
    return page.locator("#tell");
  }

  private Locator row(String alertId) {
    return page.locator("#alert-" + alertId);
  }

  private void linkSays(String text) {
    assertThat(page.locator("#link")).hasText(text, new HasTextOptions().setTimeout(PATIENCE));
  }

  private static void visible(Locator locator) {
    assertThat(locator).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
  }
}
