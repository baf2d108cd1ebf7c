package org.alprstreams.ingest;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.alprstreams.ingest.source.FolderImport;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.health.HealthState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configured folder, watched in a thread of its own. */
final class FolderWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  private final IngestSettings.Source source;
  private final FolderImport folder;
  private final FrameEntrance entrance;
  private final Thread thread;
  private volatile boolean closed;
  private volatile HealthState health = HealthState.starting("waiting for the registered cameras");

  FolderWatch(IngestSettings.Source source, FolderImport folder, FrameEntrance entrance) {
    this.source = source;
    this.folder = folder;
    this.entrance = entrance;
    this.thread = new Thread(this::watch, "folder-" + source.id());
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  HealthState health() {
    return health;
  }

  private void watch() {
    try {
      while (!closed && !entrance.awaitReady(LOOK)) {
        health = HealthState.starting(entrance.cameras().health().detail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (closed) {
      return;
    }
    health = HealthState.up();
    FolderImport.Options options =
        new FolderImport.Options(
            source.path().orElseThrow(),
            source.camera(),
            true,
            source.fileTime(),
            false,
            source.settle());
    ByteArrayOutputStream why = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(why, true, StandardCharsets.UTF_8);
    PrintStream log = new LogLines(source.id());
    ExitCode end = folder.run(options, log, err, false);
    if (!closed && end != ExitCode.CLEAN) {
      String reason = why.toString(StandardCharsets.UTF_8).strip();
      LOG.atError().addKeyValue("source", source.id()).log("Folder is watched no more: {}", reason);
      health = HealthState.dead("the folder is watched no more: " + reason);
    }
  }

  @Override
  public void close() {
    closed = true;
    folder.stop();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
