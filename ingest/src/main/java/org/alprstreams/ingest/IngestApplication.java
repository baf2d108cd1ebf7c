package org.alprstreams.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.alprstreams.ingest.http.FrameRoutes;
import org.alprstreams.ingest.source.FolderImport;
import org.alprstreams.ingest.source.StreamSource;
import org.alprstreams.ingest.video.Ffmpeg;
import org.alprstreams.ingest.video.StreamUrl;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes frames in over HTTP and from the configured streams and folders. */
public final class IngestApplication implements Application {

  private static final Logger LOG = LoggerFactory.getLogger(IngestApplication.class);

  /** Closed in the reverse of the order they were opened in. */
  private final Deque<Runnable> closers = new ArrayDeque<>();

  /** An application that has not started. */
  public IngestApplication() {}

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Set<Class<?>> settings() {
    return Set.of(IngestSettings.class);
  }

  @Override
  public void start(ServiceContext context) {
    IngestSettings settings = context.settings().of(IngestSettings.class);
    check(settings);
    FrameEntrance entrance =
        FrameEntrance.open(settings, context.kafka(), context.meters(), context.clock());
    closers.push(entrance::close);
    context.health().register("ingest:cameras", entrance.cameras()::health);
    context.health().register("ingest:publisher", entrance.publisher()::health);
    new FrameRoutes(entrance.intake(), context.clock(), settings.httpAtOnce())
        .register(context.http());
    for (IngestSettings.Source source : settings.sources()) {
      switch (source.kind()) {
        case STREAM -> startStream(source, settings, entrance, context);
        case FOLDER -> startFolder(source, settings, entrance, context);
      }
    }
  }

  private static void check(IngestSettings settings) {
    List<String> problems = SourceChecks.problems(settings);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private void startStream(
      IngestSettings.Source source,
      IngestSettings settings,
      FrameEntrance entrance,
      ServiceContext context) {
    StreamUrl url = StreamUrl.parse(source.url().orElseThrow());
    Ffmpeg ffmpeg = Ffmpeg.find(settings.ffmpeg()).orElseThrow();
    StreamSource stream =
        new StreamSource(
            source.id(),
            source.camera(),
            () -> ffmpeg.camera(url, source.framesPerSecond()),
            entrance.intake(),
            source.silence(),
            context.clock(),
            context.meters());
    context.health().register("ingest:source:" + source.id(), stream::health);
    closers.push(stream::close);
    stream.start();
    LOG.atInfo().addKeyValue("source", source.id()).addKeyValue("url", url).log("stream started");
  }

  private void startFolder(
      IngestSettings.Source source,
      IngestSettings settings,
      FrameEntrance entrance,
      ServiceContext context) {
    FolderImport watch =
        new FolderImport(
            entrance.intake(),
            entrance.lookup(),
            settings.stateDirectory(),
            context.clock(),
            false);
    FolderWatch thread = new FolderWatch(source, watch, entrance);
    context.health().register("ingest:source:" + source.id(), thread::health);
    closers.push(thread::close);
    thread.start();
  }

  /** Within 8 seconds, as sources end side by side with their own limits. May be called twice. */
  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
  }
}
