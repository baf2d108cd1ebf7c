package org.alprstreams.recognition.evaluation.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Under which circumstances figures were measured: without them they can't be compared.
 *
 * @param data name of the folder and of the labels
 * @param crops whether the images were plates already cut out
 * @param settings how the engine was set, as a person reads it
 * @param machine the machine; see {@link Machine}
 * @param at when
 */
public record ReportHead(String data, boolean crops, String settings, String machine, Instant at) {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The moment in UTC, to the minute. */
  public String date() {
    return MINUTES.format(at);
  }

  /** What the images were taken for. */
  public String kind() {
    return crops ? "plates already cut out" : "whole frames";
  }
}
