package org.alprstreams.console.alerts;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alprstreams.console.alerts.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.Cookie;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.console.Chromium;
import org.alprstreams.schemas.policy.AlertCheck;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.signin.DemoSessionRoutes;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SessionRoutes;
import org.alprstreams.service.signin.SignInSettings;
import org.alprstreams.service.signin.TokenSignIn;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a page when its session ends and the same person, or another, signs in: with the
 * service's own sign-in, in a real browser.
 */
class ChangeOfPersonIT {

  /** Milliseconds; the machines that run this are busy. */
  private static final double PATIENCE = 30_000;

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Following ALL_ARRIVES = new Following(HealthState.up(), HealthState.up());

  private static Chromium chromium;

  @TempDir Path data;

  private final Instant now = CLOCK.instant().truncatedTo(ChronoUnit.MILLIS);
  private final AlertActions actions =
      new AlertActions(EnumSet.allOf(AlertCheck.class), Duration.ofHours(1), CLOCK);
  private final AlertBoard board = new AlertBoard(10, Duration.ofHours(1), CLOCK, alert -> false);
  private final AlertStream<AlertView> stream =
      new AlertStream<>(Duration.ofMinutes(10), () -> true);
  private final MockProducer<String, AccessRecord> records =
      new MockProducer<>(
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.ACCESS_LOG).serializer());

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

  /** Who searched. */
  private final List<String> searches = new CopyOnWriteArrayList<>();

  private DemoTokens tokens;
  private HttpServer server;
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
  void open() throws Exception {
    Settings settings = Settings.of(Map.of("alpr.http.port", "0"));
    SignInSettings signIn = settings.of(SignInSettings.class);
    tokens = DemoTokens.open(data, signIn, CLOCK);
    TokenSignIn callers = TokenSignIn.from(signIn, tokens, role -> true, ZoneOffset.UTC, CLOCK);
    server = new HttpServer(settings.of(HttpSettings.class), callers);
    HttpRoutes routes = server.routes();
    DemoSessionRoutes.register(
        routes, tokens, SessionRoutes.register(routes, callers, signIn, CLOCK), role -> true);
    registerBoard(routes);
    registerReads(routes);
    routes.staticFiles("/", "/console");
    server.open();
    board.put(alert("one", 0, now, new byte[] {1, 2, 3}));
    context = chromium.browser().newContext();
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
  void aPressWhoseSessionHadEndedIsNotDoneUnderTheNextPersonsName() {
    // Given a dispatcher with a note begun, whose session ends
    open(page, "/", "DISPATCHER");
    page.locator("#alert-one").click();
    page.locator("#act-note").fill("called the agency");
    endSession();

    // When they press, and somebody else signs in
    act("image-yes").click();
    signIn(page, "INVESTIGATOR");

    // Then that one has a page of their own, and nothing was done
    isOf(page, "demo-investigator");
    page.locator("#alert-one").click();
    assertThat(page.locator("#act-note")).hasValue("");
    assertThat(page.locator("#acts")).containsText("not done yet");
    assertThat(topic.history()).isEmpty();

    // When they press themselves
    act("image-yes").click();

    // Then only what they did is done, and without the words of the other
    acts("confirmed by demo-investigator");
    assertThat(topic.history()).hasSize(1);
    assertThat(topic.history().get(0).value().getUsername()).isEqualTo("demo-investigator");
    assertThat(topic.history().get(0).value().getNote()).isNull();
  }

  @Test
  void whoSignsInAgainIsToldThatNothingWasDoneAndGoesOn() {
    // Given
    open(page, "/", "DISPATCHER");
    page.locator("#alert-one").click();
    page.locator("#act-note").fill("called the agency");
    endSession();

    // When, and somebody else does something about the same alert meanwhile
    act("image-yes").click();
    visible(page.locator("dialog.sign-in"));
    listCheckElsewhere();
    signIn(page, "DISPATCHER");

    // Then
    acts("confirmed by eli");
    assertThat(page.locator("#acts .problem"))
        .containsText("was not done", new ContainsTextOptions().setTimeout(PATIENCE));
    assertThat(topic.history()).isEmpty();
    assertThat(page.locator("#act-note")).hasValue("called the agency");

    // When
    act("image-yes").click();

    // Then
    acts("confirmed by demo-dispatcher");
    assertThat(topic.history()).hasSize(1);
    assertThat(page.locator("#acts .problem")).isHidden();
  }

  @Test
  void aSearchIsNotRepeatedForTheNextPersonNorItsResultsAndPurposeLeftToThem() {
    // Given an analyst's results, with purpose and plate of the search
    open(page, "/reads.html", "ANALYST");
    search("7ABC123");
    assertThat(page.locator("#results tbody tr")).hasCount(1);
    endSession();

    // When the search is sent once more, and somebody else signs in
    page.locator("#query button[type=submit]").click();
    signIn(page, "INVESTIGATOR");

    // Then
    isOf(page, "demo-investigator");
    assertThat(page.locator("#results tbody tr")).hasCount(0);
    assertThat(page.locator("[name=purpose]")).hasValue("");
    assertThat(page.locator("[name=caseNumber]")).hasValue("");
    assertThat(page.locator("[name=plate]")).hasValue("");
    assertThat(page.locator("[name=lookalikes]")).not().isChecked();
    assertThat(searches).containsExactly("demo-analyst");
  }

  @Test
  void whileNobodyIsSignedInNothingOfThePageShows() {
    // Given
    open(page, "/reads.html", "ANALYST");
    search("7ABC123");
    endSession();

    // When
    page.locator("#query button[type=submit]").click();
    visible(page.locator("dialog.sign-in"));

    // Then what lies behind the dialog is covered, not dimmed
    Object cover =
        page.evaluate(
            "() => getComputedStyle(document.querySelector('dialog.sign-in'), '::backdrop')"
                + ".backgroundColor");
    assertThat(cover.toString()).startsWith("rgb(");
  }

  @Test
  void thePageIsCoveredAlsoWhileTheServerCannotBeAskedWhoMaySignIn() {
    // Given a session that has ended, and a server that does not answer
    open(page, "/", "DISPATCHER");
    page.locator("#alert-one").click();
    endSession();
    page.route("**/session/demo", Route::abort);

    // When
    act("image-yes").click();

    // Then nothing of the page shows, and it is said why nobody can be chosen
    visible(page.locator("dialog.sign-in"));
    assertThat(page.locator("dialog.sign-in .problem").first())
        .containsText("cannot be reached", new ContainsTextOptions().setTimeout(PATIENCE));

    // When it answers again
    page.unroute("**/session/demo");

    // Then it goes on, without anybody's doing
    signIn(page, "DISPATCHER");
    assertThat(page.locator("#acts .problem"))
        .containsText("was not done", new ContainsTextOptions().setTimeout(PATIENCE));
  }

  @Test
  void otherPagesOfTheBrowserFollowWhoSignsInOnOneOfThem() {
    // Given
    open(page, "/reads.html", "ANALYST");
    search("7ABC123");
    Page other = context.newPage();
    other.navigate(address("/"));
    isOf(other, "demo-analyst");

    // When
    other.locator("#who button").click();

    // Then no page shows anything
    visible(other.locator("dialog.sign-in"));
    visible(page.locator("dialog.sign-in"));
    assertThat(page.locator("#results tbody tr")).hasCount(0);

    // When
    signIn(other, "INVESTIGATOR");

    // Then
    isOf(other, "demo-investigator");
    isOf(page, "demo-investigator");
  }

  @Test
  void aPageThatMissedTheChangeDoesNothingUnderTheNewName() {
    // Given a dispatcher's page, and another one's session, of which no page told it
    open(page, "/", "DISPATCHER");
    page.locator("#alert-one").click();
    Cookie cookie = context.cookies().get(0);
    cookie.value = tokens.mint("demo-investigator", Set.of(Role.INVESTIGATOR), Duration.ofHours(1));
    context.addCookies(List.of(cookie));

    // When
    act("image-yes").click();

    // Then
    isOf(page, "demo-investigator");
    assertThat(topic.history()).isEmpty();
  }

  @Test
  void whoCouldNotBeSignedOutIsTold() {
    // Given
    open(page, "/", "DISPATCHER");
    page.route("**/session", route -> route.abort());

    // When
    page.locator("#who button").click();

    // Then
    assertThat(page.locator("#who"))
        .containsText("You are still signed in", new ContainsTextOptions().setTimeout(PATIENCE));
  }

  private void listCheckElsewhere() {
    actions.put(
        AlertAction.newBuilder()
            .setActionId("elsewhere")
            .setAlertId("one")
            .setKind(AlertActionKind.LIST_CHECK)
            .setPassed(true)
            .setUsername("eli")
            .setOrganisation("Sheriff")
            .setAt(now)
            .build(),
        now);
    stream.publish(AlertView.of(board.find("one").orElseThrow(), actions.of("one")));
  }

  private void registerBoard(HttpRoutes routes) {
    AlertAccess access =
        new AlertAccess(
            new AccessLog(records, CLOCK, "policy 1", "console", Duration.ofSeconds(10)));
    new AlertRoutes(board, actions, stream, access, () -> ALL_ARRIVES).register(routes);
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
        .register(routes);
  }

  /** As retention answers. */
  private void registerReads(HttpRoutes routes) {
    routes.open(
        "GET",
        "/policy",
        context ->
            context.json(
                Map.of(
                    "purposes",
                    List.of(
                        Map.of(
                            "code",
                            "STOLEN_VEHICLE",
                            "description",
                            "A stolen vehicle",
                            "requiresCaseNumber",
                            false)))));
    routes.get("/api/cameras", Permission.QUERY_READS, context -> context.json(List.of()));
    routes.get(
        "/reads",
        Permission.QUERY_READS,
        context -> {
          searches.add(Caller.of(context).username());
          context
              .contentType("application/json")
              .result(
                  "{\"reads\": [{\"plate\": \"7ABC123\", \"characterConfidence\": [],"
                      + " \"state\": \"CA\", \"cameraId\": \"CAM-07\","
                      + " \"capturedAt\": \"2026-11-23T08:15:03Z\", \"looks\": 3,"
                      + " \"confidence\": 0.9, \"image\": \"/reads/image?x=1\"}],"
                      + " \"from\": \"2026-11-23T08:00:00Z\", \"to\": \"2026-11-23T09:00:00Z\","
                      + " \"nextCursor\": null, \"partial\": false, \"stale\": false,"
                      + " \"staleBy\": []}");
        });
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  private void open(Page target, String path, String role) {
    target.navigate(address(path));
    signIn(target, role);
    isOf(target, "demo-" + role.toLowerCase(Locale.ROOT));
  }

  private static void signIn(Page target, String role) {
    target.locator("dialog.sign-in [data-role=" + role + "]").click();
  }

  private static void isOf(Page target, String username) {
    assertThat(target.locator("#who strong"))
        .hasText(username, new HasTextOptions().setTimeout(PATIENCE));
  }

  /** As when its token runs out. */
  private void endSession() {
    context.clearCookies();
  }

  private void search(String plate) {
    page.locator("[name=purpose]").selectOption("STOLEN_VEHICLE");
    page.locator("[name=caseNumber]").fill("26-1234");
    page.locator("[name=plate]").fill(plate);
    page.locator("[name=lookalikes]").check();
    page.locator("#query button[type=submit]").click();
    visible(page.locator("#results tbody tr"));
  }

  private Locator act(String name) {
    return page.locator("#acts [data-act='" + name + "']");
  }

  private void acts(String text) {
    assertThat(page.locator("#acts"))
        .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE));
  }

  private static void visible(Locator locator) {
    assertThat(locator).isVisible(new IsVisibleOptions().setTimeout(PATIENCE));
  }
}
