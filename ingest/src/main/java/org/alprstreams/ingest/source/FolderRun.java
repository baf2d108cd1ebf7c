package org.alprstreams.ingest.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.ingest.source.FolderListing.Entry;

/** One pass over a folder, or a watch on it that ends only when stopped. For one thread. */
final class FolderRun {

  private static final Duration CAMERA_RETRY = Duration.ofSeconds(5);
  private static final Duration IDLE_LOOK = Duration.ofSeconds(1);

  private final Path folder;
  private final FolderSource source;
  private final PatientIntake intake;
  private final ImportReport report;

  /** By name, in which state a file could not be read. */
  private final Map<String, String> unreadable = new HashMap<>();

  FolderRun(Path folder, FolderSource source, PatientIntake intake, ImportReport report) {
    this.folder = folder;
    this.source = source;
    this.intake = intake;
    this.report = report;
  }

  /**
   * Hands in all files there are.
   *
   * @return the refusal of the camera, if that ended the pass: every file would meet it
   */
  Optional<Outcome.Refused> once(List<Entry> entries, Progress progress)
      throws IOException, InterruptedException {
    source.forgetGone(entries);
    for (Entry entry : entries) {
      if (intake.stopped()) {
        return Optional.empty();
      }
      Optional<Outcome.Refused> camera = one(entry, progress);
      if (camera.isPresent()) {
        return camera;
      }
      progress.step();
    }
    return Optional.empty();
  }

  /**
   * Hands in all files there are and all that come, each once it has not changed for a while. One
   * that cannot be read is tried again at every look.
   *
   * @param settle how long a file must keep its length and time before it is read
   * @throws FolderException if the folder cannot be watched from the start
   */
  void watch(Duration settle, Progress progress)
      throws FolderException, IOException, InterruptedException {
    Map<String, String> handled = new HashMap<>();
    Map<String, String> lastLook = new HashMap<>();
    FolderListing.of(folder);
    try (WatchService watcher = FileSystems.getDefault().newWatchService()) {
      folder.register(
          watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      boolean away = false;
      while (!intake.stopped()) {
        try {
          look(handled, lastLook, progress);
          away = false;
        } catch (FolderException e) {
          // A mount may come back; what was done is remembered.
          if (!away) {
            progress.say(e.getMessage() + "; waiting for it");
          }
          away = true;
        }
        boolean unsettled = isUnsettled(handled, lastLook);
        intake.pause(settle);
        if (!unsettled) {
          awaitChange(watcher);
        }
      }
    }
  }

  /** Whether a file may be due before the folder changes again. */
  private boolean isUnsettled(Map<String, String> handled, Map<String, String> lastLook) {
    return lastLook.entrySet().stream()
        .anyMatch(
            file ->
                !file.getValue().equals(handled.get(file.getKey()))
                    && !file.getValue().equals(unreadable.get(file.getKey())));
  }

  /** Waits for the folder to change; looks now and then too, as network mounts tell of nothing. */
  private static void awaitChange(WatchService watcher) throws InterruptedException {
    WatchKey key = watcher.poll(IDLE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      key.reset();
    }
  }

  private void look(Map<String, String> handled, Map<String, String> lastLook, Progress progress)
      throws FolderException, IOException, InterruptedException {
    List<Entry> entries = FolderListing.of(folder);
    source.forgetGone(entries);
    Set<String> names = entries.stream().map(Entry::name).collect(Collectors.toSet());
    handled.keySet().retainAll(names);
    lastLook.keySet().retainAll(names);
    unreadable.keySet().retainAll(names);
    for (Entry entry : entries) {
      String state = entry.key();
      if (intake.stopped() || state.equals(handled.get(entry.name()))) {
        continue;
      }
      if (state.equals(lastLook.put(entry.name(), state))) {
        waitForCamera(entry, progress);
        if (!state.equals(unreadable.get(entry.name()))) {
          handled.put(entry.name(), state);
          progress.step();
        }
      }
    }
  }

  private void waitForCamera(Entry entry, Progress progress)
      throws IOException, InterruptedException {
    boolean said = false;
    Optional<Outcome.Refused> camera = one(entry, progress);
    while (camera.isPresent() && !intake.stopped()) {
      if (!said) {
        progress.say(camera.get().message() + "; waiting for it");
        said = true;
      }
      intake.pause(CAMERA_RETRY);
      camera = one(entry, progress);
    }
  }

  /**
   * Hands one in, and reports it unless the camera is at fault.
   *
   * @return the camera's refusal, if it is
   */
  private Optional<Outcome.Refused> one(Entry entry, Progress progress)
      throws IOException, InterruptedException {
    Optional<Outcome> outcome = source.submit(entry, progress);
    if (outcome.isPresent()
        && outcome.get() instanceof Outcome.Refused refused
        && refused.reason() == Refusal.UNREADABLE) {
      reportUnreadable(entry, refused);
      return Optional.empty();
    }
    unreadable.remove(entry.name());
    if (outcome.isEmpty()) {
      report.addIgnored();
      return Optional.empty();
    }
    if (outcome.get() instanceof Outcome.Refused refused && isCamera(refused.reason())) {
      return Optional.of(refused);
    }
    report.add(entry.name(), outcome.get());
    return Optional.empty();
  }

  /** Once, however often it is tried. */
  private void reportUnreadable(Entry entry, Outcome.Refused refused) {
    String before = unreadable.put(entry.name(), entry.key());
    if (!entry.key().equals(before)) {
      source.countUnreadable(refused);
      report.add(entry.name(), refused);
    }
  }

  private static boolean isCamera(Refusal reason) {
    return reason == Refusal.UNKNOWN_CAMERA || reason == Refusal.INACTIVE_CAMERA;
  }
}
