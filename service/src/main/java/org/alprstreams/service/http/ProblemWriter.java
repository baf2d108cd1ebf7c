package org.alprstreams.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.alprstreams.service.log.Redacted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a handler throws into {@code application/problem+json} (RFC 9457). */
final class ProblemWriter {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNAUTHENTICATED = 401;

  static final String CONTENT_TYPE = "application/problem+json";

  private final Refusals refusals;
  private final long mostBytes;

  /**
   * @param refusals told of refusals before they are answered
   * @param mostBytes of a refused body that are still read, so that its sender sees the answer
   */
  ProblemWriter(Refusals refusals, long mostBytes) {
    this.refusals = refusals;
    this.mostBytes = mostBytes;
  }

  void install(RoutesConfig routes) {
    routes.exception(
        Problem.class,
        (problem, context) -> {
          if (problem.status() == UNAUTHENTICATED) {
            refusals.unauthenticated();
          }
          write(problem, context);
        });
    routes.exception(Denied.class, (denied, context) -> write(recorded(denied, context), context));
    routes.exception(
        HttpResponseException.class,
        (refusal, context) -> {
          write(refusal(refusal.getStatus()), context);
        });
    routes.exception(
        Exception.class,
        (failure, context) -> {
          String reference = UUID.randomUUID().toString();
          LOG.atError()
              .setCause(Redacted.of(failure))
              .addKeyValue("reference", reference)
              .addKeyValue("route", context.endpoint().path)
              .log("request failed");
          write(
              new Problem(
                  500,
                  "Internal error",
                  "The request failed here, not by your doing. Tell the operator the reference "
                      + reference),
              context);
        });
  }

  private Problem recorded(Denied denied, Context context) {
    try {
      refusals.denied(denied, context.method().name() + " " + context.endpoint().path);
      return denied.problem();
    } catch (Problem unrecorded) {
      return unrecorded;
    }
  }

  private void write(Problem problem, Context context) {
    RefusedBodies.readOn(context, mostBytes);
    problem.headers().forEach(context::header);
    context.status(problem.status());
    context.result(json(problem));
    context.contentType(CONTENT_TYPE);
  }

  /** A refusal that no route has given. Does not repeat the address, which may name a plate. */
  static Problem refusal(int status) {
    String title = HttpStatus.forStatus(status).getMessage();
    return new Problem(
        status,
        title,
        switch (status) {
          case 404 -> "There is nothing at this address.";
          case 405 -> "What is at this address does not take this method.";
          default -> title + ".";
        });
  }

  static String json(Problem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers always become JSON", e);
    }
  }
}
