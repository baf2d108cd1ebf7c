package org.alprstreams.console.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.Disposition;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/** What a dispatcher does about an alert, over HTTP. */
final class ActionRoutes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ACTION_ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final int LONGEST_NOTE = 500;
  private static final String SHAPE =
      "{\"actionId\": \"…\", \"revision\": 0, \"note\": \"…\"}, with \"passed\" of a check and"
          + " \"disposition\" of a disposition";

  private final ActionDesk desk;

  ActionRoutes(ActionDesk desk) {
    this.desk = desk;
  }

  /**
   * A request's body.
   *
   * @param actionId made up by whoever asks, the same when they try again
   * @param revision the alert's revision that they look at
   * @param passed of a check, and of nothing else
   * @param disposition of a disposition, and of nothing else
   * @param note their words, or null
   */
  record Body(String actionId, Integer revision, Boolean passed, String disposition, String note) {}

  void register(HttpRoutes http) {
    add(http, "image-check", AlertActionKind.IMAGE_CHECK);
    add(http, "list-check", AlertActionKind.LIST_CHECK);
    add(http, "release", AlertActionKind.RELEASE);
    add(http, "disposition", AlertActionKind.DISPOSITION);
  }

  private void add(HttpRoutes http, String name, AlertActionKind kind) {
    http.post(
        "/api/alerts/{alertId}/" + name,
        Permission.ACT_ON_ALERTS,
        context -> context.json(desk.act(Caller.of(context), wanted(context, kind))));
  }

  private static WantedAction wanted(Context context, AlertActionKind kind) {
    Body body = parse(context);
    if (body.actionId() == null || !ACTION_ID.matcher(body.actionId()).matches()) {
      throw bad(
          "actionId has 8 to 64 letters, digits and dashes: make one up for each action, and give"
              + " the same one when you try again.");
    }
    if (body.revision() == null || body.revision() < 0) {
      throw bad("revision is that of the alert you look at, 0 or more.");
    }
    boolean isCheck = kind == AlertActionKind.IMAGE_CHECK || kind == AlertActionKind.LIST_CHECK;
    if (isCheck != (body.passed() != null)) {
      throw bad("passed is true or false for a check, and left out otherwise.");
    }
    if ((kind == AlertActionKind.DISPOSITION) != (body.disposition() != null)) {
      throw bad("disposition says what an alert turned out to be, and is left out otherwise.");
    }
    return new WantedAction(
        context.pathParam("alertId"),
        body.actionId(),
        body.revision(),
        kind,
        isCheck && body.passed(),
        disposition(body.disposition()),
        note(body.note()));
  }

  private static Body parse(Context context) {
    try {
      Body body = JSON.readValue(context.bodyAsBytes(), Body.class);
      if (body != null) {
        return body;
      }
    } catch (IOException e) {
      // Told below; the parser's words may quote a plate.
    }
    throw bad("The body must be JSON such as " + SHAPE + ".");
  }

  private static Disposition disposition(String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(Disposition.values())
        .filter(disposition -> disposition.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    422,
                    "No such disposition",
                    "disposition is one of " + Arrays.toString(Disposition.values()) + "."));
  }

  private static String note(String given) {
    if (given == null || given.isBlank()) {
      return null;
    }
    String note = given.strip();
    if (note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl)) {
      throw bad("note has " + LONGEST_NOTE + " printable characters at most.");
    }
    return note;
  }

  private static Problem bad(String detail) {
    return new Problem(400, "Bad request", detail);
  }
}
