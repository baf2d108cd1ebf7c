package org.alprstreams.ingest.vendor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that are read. */
public enum EventFormat {
  /** Rekor Scout, formerly OpenALPR: {@code alpr_group} and {@code heartbeat}. */
  REKOR(Medium.JSON, new RekorParser()),
  /** Plate Recognizer Stream and Snapshot: the webhook. */
  PLATE_RECOGNIZER(Medium.JSON, new PlateRecognizerParser()),
  /** AXIS License Plate Verifier: push events. */
  AXIS(Medium.JSON, new AxisParser()),
  /** Hikvision ISAPI: {@code EventNotificationAlert} of type ANPR. */
  HIKVISION(Medium.XML, new HikvisionParser());

  private final Medium medium;
  private final EventParser parser;

  EventFormat(Medium medium, EventParser parser) {
    this.medium = medium;
    this.parser = parser;
  }

  /** The format with this label. */
  public static Optional<EventFormat> of(String label) {
    return Arrays.stream(values()).filter(format -> format.label().equals(label)).findFirst();
  }

  /** All labels, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(EventFormat::label).collect(Collectors.joining(", "));
  }

  /** In paths, settings and metrics, such as {@code plate-recognizer}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What its documents are written in. */
  public Medium medium() {
    return medium;
  }

  /** Reads its events. */
  public EventParser parser() {
    return parser;
  }

  /** What a document is written in. */
  public enum Medium {
    /** With pictures in base64 in it. */
    JSON(4 * 1024 * 1024),
    /** Without pictures. */
    XML(256 * 1024);

    private final int mostBytes;

    Medium(int mostBytes) {
      this.mostBytes = mostBytes;
    }

    /** Largest document, bytes. */
    public int mostBytes() {
      return mostBytes;
    }

    /** Whether a content type is this, such as {@code application/json; charset=utf-8}. */
    public boolean isContentType(String contentType) {
      String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
      String word = name().toLowerCase(Locale.ROOT);
      return type.equals("application/" + word)
          || type.equals("text/" + word)
          || type.endsWith("+" + word);
    }

    /** Whether a part's name says that it is the document, such as "json" or "anpr.xml". */
    public boolean isPartName(String name) {
      return name.toLowerCase(Locale.ROOT).contains(name().toLowerCase(Locale.ROOT));
    }
  }
}
