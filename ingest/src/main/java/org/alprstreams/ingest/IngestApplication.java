package org.alprstreams.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.alprstreams.ingest.event.CandidatePublisher;
import org.alprstreams.ingest.event.EventIntake;
import org.alprstreams.ingest.event.VendorCameras;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.frame.FramePublisher;
import org.alprstreams.ingest.http.EventRoutes;
import org.alprstreams.ingest.http.FrameRoutes;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.source.FolderImport;
import org.alprstreams.ingest.source.StreamSource;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.ingest.video.Ffmpeg;
import org.alprstreams.ingest.video.StreamUrl;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.config.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes frames and other makers' readings in over HTTP, and frames from the configured streams and
 * folders.
 */
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
    startEvents(settings, entrance, context);
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

  private void startEvents(
      IngestSettings settings, FrameEntrance entrance, ServiceContext context) {
    CandidatePublisher publisher =
        new CandidatePublisher(
            context
                .kafka()
                .producer(
                    Topics.CANDIDATES,
                    FramePublisher.properties(
                        settings.blockFor(), settings.deliverWithin(), settings.bufferBytes())),
            settings.blockFor().plus(settings.deliverWithin()),
            context.clock());
    closers.push(publisher::close);
    context.health().register("ingest:candidates", publisher::health);
    EventIntake intake =
        new EventIntake(
            entrance.intake()::cameraRefusal,
            vendorCameras(settings),
            new CaptureWindow(settings.oldest(), settings.furthestAhead(), context.clock()),
            new ImageLimits(settings.mostBytes(), settings.mostPixels()),
            settings.remembered(),
            publisher,
            context.meters());
    new EventRoutes(intake, settings.httpAtOnce()).register(context.http());
  }

  private static VendorCameras vendorCameras(IngestSettings settings) {
    VendorCameras cameras = VendorCameras.none();
    for (IngestSettings.VendorCamera camera : settings.vendorCameras()) {
      cameras =
          cameras.with(
              EventFormat.of(camera.format()).orElseThrow(), camera.vendorId(), camera.camera());
    }
    return cameras;
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
