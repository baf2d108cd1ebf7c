package org.alprstreams.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.alprstreams.service.config.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Caller DANA = new Caller("dana", "Sheriff", Set.of(Role.MAINTAINER));

  private final Told told = new Told();
  private HttpServer server;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void refusalIsToldWithItsRouteAndNeverWithItsPath() throws Exception {
    // Given
    open(context -> DANA);

    // When
    HttpResponse<String> answer = get("/plates/8ABC123?plate=8ABC123");

    // Then
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(told.denied)
        .extracting(Told.Refusal::caller, Told.Refusal::reason, Told.Refusal::route)
        .containsExactly(tuple(DANA, "NOT_PERMITTED", "GET /plates/{plate}"));
    assertThat(told.unauthenticated).hasValue(0);
  }

  @Test
  void callerWhoIsBarredAtTheDoorIsToldOnOpenRoutesToo() throws Exception {
    // Given
    SignIn barring =
        context -> {
          throw new Denied(DANA, "TRAINING_EXPIRED", new Problem(403, "Training", "It ran out"));
        };
    open(barring);

    // When
    HttpResponse<String> guarded = get("/plates/8ABC123");
    HttpResponse<String> open = get("/session");

    // Then
    assertThat(guarded.statusCode()).isEqualTo(403);
    assertThat(open.statusCode()).isEqualTo(403);
    assertThat(told.denied)
        .extracting(Told.Refusal::reason, Told.Refusal::route)
        .containsExactly(
            tuple("TRAINING_EXPIRED", "GET /plates/{plate}"),
            tuple("TRAINING_EXPIRED", "GET /session"));
  }

  @Test
  void refusalThatCannotBeRecordedIsAnsweredAsSuch() throws Exception {
    // Given
    told.failure =
        new Problem(503, "Access log not available", "Later", Map.of("Retry-After", "5"));
    open(context -> DANA);

    // When
    HttpResponse<String> answer = get("/plates/8ABC123");

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void requestOfNobodyKnownIsCountedOnly() throws Exception {
    // Given
    open(
        context -> {
          throw new Problem(401, "Not signed in", "Sign in");
        });

    // When
    HttpResponse<String> answer = get("/plates/8ABC123");

    // Then
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(told.denied).isEmpty();
    assertThat(told.unauthenticated).hasValue(1);
  }

  private void open(SignIn signIn) {
    server =
        new HttpServer(
            Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class), signIn, told);
    server
        .routes()
        .get("/plates/{plate}", Permission.QUERY_READS, context -> context.result("a plate"));
    server
        .routes()
        .open("GET", "/session", context -> context.json(signIn.caller(context).roles()));
    server.open();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static final class Told implements Refusals {

    private final List<Refusal> denied = new CopyOnWriteArrayList<>();
    private final AtomicInteger unauthenticated = new AtomicInteger();
    private volatile Problem failure;

    record Refusal(Caller caller, String reason, String route) {}

    @Override
    public void denied(Denied denial, String route) {
      if (failure != null) {
        throw failure;
      }
      denied.add(new Refusal(denial.caller(), denial.reason(), route));
    }

    @Override
    public void unauthenticated() {
      unauthenticated.incrementAndGet();
    }
  }
}
