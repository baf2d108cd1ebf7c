package org.alprstreams.ingest;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.ingest.video.Ffmpeg;
import org.alprstreams.ingest.video.StreamUrl;

/** What a configured source needs beyond single values, checked before anything starts. */
final class SourceChecks {

  private SourceChecks() {}

  /** All problems, each in words for an operator, none with a URL in it. */
  static List<String> problems(IngestSettings settings) {
    List<String> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    boolean streams = false;
    for (IngestSettings.Source source : settings.sources()) {
      String key = "alpr.ingest.sources '" + source.id() + "'";
      if (!ids.add(source.id())) {
        problems.add(key + " is there twice; give each source its own id");
      }
      if (source.kind() == IngestSettings.Kind.STREAM) {
        streams = true;
        checkUrl(source, key, problems);
        checkSilence(source, key, problems);
      } else {
        checkFolder(source, key, problems);
      }
    }
    Set<String> vendorCameras = new HashSet<>();
    for (IngestSettings.VendorCamera camera : settings.vendorCameras()) {
      String key = "alpr.ingest.vendor-cameras '" + camera.vendorId() + "'";
      if (EventFormat.of(camera.format()).isEmpty()) {
        problems.add(
            key + " has the format '" + camera.format() + "'; give one of " + EventFormat.labels());
      }
      if (!vendorCameras.add(camera.format() + "|" + camera.vendorId())) {
        problems.add(key + " is there twice for one format; it can be one camera only");
      }
    }
    if (streams && Ffmpeg.find(settings.ffmpeg()).isEmpty()) {
      problems.add(
          "alpr.ingest.sources has streams, but '"
              + settings.ffmpeg()
              + "' cannot be run; install ffmpeg (Debian: apt-get install ffmpeg) or set"
              + " alpr.ingest.ffmpeg to its path");
    }
    return problems;
  }

  private static void checkUrl(IngestSettings.Source source, String key, List<String> problems) {
    try {
      StreamUrl.parse(source.url().orElse(""));
    } catch (IllegalArgumentException e) {
      problems.add(key + ": " + e.getMessage());
    }
  }

  private static void checkSilence(
      IngestSettings.Source source, String key, List<String> problems) {
    // Twice, as the first picture of a stream takes longer than the others.
    double least = 2 / source.framesPerSecond();
    if (source.silence().toMillis() < 1000 * least) {
      problems.add(
          key
              + " has a silence of "
              + source.silence()
              + ", but at "
              + source.framesPerSecond()
              + " pictures a second it is silent for so long anyway; give at least PT"
              + (long) Math.ceil(least)
              + "S");
    }
  }

  private static void checkFolder(IngestSettings.Source source, String key, List<String> problems) {
    if (source.path().isEmpty() || !Files.isDirectory(source.path().get())) {
      problems.add(key + " needs a path to a folder that exists");
    }
    if (source.settle().isNegative() || source.settle().isZero()) {
      problems.add(
          key
              + " has a settle of "
              + source.settle()
              + "; give more than nothing, such as PT0.5S, or files are read while they are"
              + " written");
    }
  }
}
