package org.alprstreams.console.reads;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.alprstreams.console.Chromium;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the search page makes of answers that come late, in a real browser. */
class ReadsPageIT {

  /** Milliseconds; the machines that run this are busy. */
  private static final double PATIENCE = 30_000;

  private static final String EARLIER = "7ABC123";
  private static final String NEWER = "8XYZ100";

  private static Chromium chromium;

  /** Why each picture was looked at. */
  private final List<String> looks = new CopyOnWriteArrayList<>();

  /** Searches that the page gave up. */
  private final List<String> givenUp = new CopyOnWriteArrayList<>();

  /** Until then the second page of an answer does not come. */
  private final CountDownLatch late = new CountDownLatch(1);

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
  void open() {
    server =
        new HttpServer(
            Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class),
            context -> new Caller("ana", "Sheriff", Set.of(Role.ANALYST)));
    register(server.routes());
    server.open();
    context = chromium.browser().newContext();
    context.setDefaultTimeout(PATIENCE);
    page = context.newPage();
    page.onRequestFailed(request -> givenUp.add(request.url()));
    page.navigate("http://127.0.0.1:" + server.port() + "/reads.html");
  }

  @AfterEach
  void close() {
    late.countDown();
    context.close();
    server.close();
  }

  @Test
  void whatComesLateIsNotAddedToANewerSearch() {
    // Given a search of which more is asked for, which takes its time
    search(EARLIER, "STOLEN_VEHICLE", "26-0001");
    results(1);
    page.waitForRequest("**/reads?*cursor=*", () -> page.locator("#more").click());

    // When another plate is searched for, for another case
    search(NEWER, "MISSING_PERSON", "26-0002");
    page.waitForCondition(() -> !givenUp.isEmpty());
    late.countDown();

    // Then only what that search found is there
    assertThat(givenUp).singleElement().asString().contains("cursor=");
    assertThat(rows().locator(".plate")).hasAttribute("aria-label", "Plate 8 X Y Z 1 0 0");
    results(1);
    assertThat(page.locator("#problem")).isHidden();

    // And its picture is looked at for its own purpose
    show();
    assertThat(looks).containsExactly("MISSING_PERSON 26-0002");
  }

  @Test
  void aPictureIsLookedAtForWhatItsReadWasSearchedFor() {
    // Given results of which more is asked for, and another purpose stated for the next search
    search(EARLIER, "STOLEN_VEHICLE", "26-0001");
    results(1);
    page.waitForRequest("**/reads?*cursor=*", () -> page.locator("#more").click());
    page.locator("[name=purpose]").selectOption("MISSING_PERSON");
    page.locator("[name=caseNumber]").fill("26-0002");

    // When
    show();

    // Then
    assertThat(looks).containsExactly("STOLEN_VEHICLE 26-0001");

    // When more comes
    late.countDown();

    // Then it is added
    results(2);
    assertThat(page.locator("#more")).isHidden();
  }

  private void search(String plate, String purpose, String caseNumber) {
    page.locator("[name=purpose]").selectOption(purpose);
    page.locator("[name=caseNumber]").fill(caseNumber);
    page.locator("[name=plate]").fill(plate);
    page.locator("#query button[type=submit]").click();
  }

  private Locator rows() {
    return page.locator("#results tbody tr");
  }

  private void results(int count) {
    assertThat(rows()).hasCount(count, new HasCountOptions().setTimeout(PATIENCE));
  }

  private void show() {
    page.waitForResponse("**/image?**", () -> rows().locator("button").first().click());
  }

  /** As retention answers. */
  private void register(HttpRoutes routes) {
    routes.open(
        "GET",
        "/session",
        context ->
            context.json(
                Map.of(
                    "username",
                    "ana",
                    "organisation",
                    "Sheriff",
                    "roles",
                    List.of("ANALYST"),
                    "permissions",
                    List.of("QUERY_READS"))));
    routes.open(
        "GET",
        "/policy",
        context ->
            context.json(
                Map.of("purposes", List.of(purpose("STOLEN_VEHICLE"), purpose("MISSING_PERSON")))));
    routes.get("/api/cameras", Permission.QUERY_READS, context -> context.json(List.of()));
    routes.get("/reads", Permission.QUERY_READS, this::answer);
    routes.get("/reads/image", Permission.QUERY_READS, this::look);
    routes.staticFiles("/", "/console");
  }

  private static Map<String, Object> purpose(String code) {
    return Map.of("code", code, "description", code, "requiresCaseNumber", true);
  }

  private void answer(Context context) throws InterruptedException {
    boolean isSecondPage = context.queryParam("cursor") != null;
    if (isSecondPage) {
      late.await();
    }
    String plate = context.queryParam("plate");
    boolean hasMore = EARLIER.equals(plate) && !isSecondPage;
    context
        .contentType("application/json")
        .result(
            "{\"reads\": [{\"plate\": \""
                + plate
                + "\", \"characterConfidence\": [], \"state\": \"CA\", \"cameraId\": \"CAM-07\","
                + " \"capturedAt\": \"2026-11-23T08:15:03Z\", \"looks\": 3,"
                + " \"confidence\": 0.9, \"image\": \"/reads/image?plate="
                + plate
                + "\"}], \"from\": \"2026-11-23T08:00:00Z\", \"to\": \"2026-11-23T09:00:00Z\","
                + " \"nextCursor\": "
                + (hasMore ? "\"next\"" : "null")
                + ", \"partial\": false, \"stale\": false, \"staleBy\": []}");
  }

  private void look(Context context) {
    looks.add(
        List.of("purpose", "caseNumber").stream()
            .map(context::queryParam)
            .collect(Collectors.joining(" ")));
    context.contentType("image/jpeg").result(new byte[] {1, 2, 3});
  }
}
