package org.alprstreams.deploy.command;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.alprstreams.ingest.FrameEntrance;
import org.alprstreams.ingest.IngestApplication;
import org.alprstreams.ingest.IngestSettings;
import org.alprstreams.ingest.source.FolderImport;
import org.alprstreams.ingest.source.StreamRun;
import org.alprstreams.ingest.source.VideoImport;
import org.alprstreams.ingest.video.StreamUrl;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Frames from wherever they are. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Take frames in: over HTTP and from configured sources (run), or from files.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      IngestCommand.Run.class,
      IngestCommand.Folder.class,
      IngestCommand.Video.class,
      IngestCommand.Rtsp.class
    })
final class IngestCommand {

  private IngestCommand() {}

  /** What to do with an open entrance. */
  private interface Work {
    ExitCode with(IngestSettings settings, Session session, FrameEntrance entrance);
  }

  private static int run(SettingsOptions options, Work work) throws IOException {
    Session session = Session.open(options);
    IngestSettings settings = session.settings().of(IngestSettings.class);
    try (FrameEntrance entrance =
        FrameEntrance.open(settings, session.kafka(), new SimpleMeterRegistry(), session.clock())) {
      if (!entrance.awaitReady(settings.deliverWithin())) {
        System.err.println(
            "The registered cameras cannot be read: " + entrance.cameras().health().detail());
        return ExitCode.FAILURE.code();
      }
      return work.with(settings, session, entrance).code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE.code();
    }
  }

  private static boolean terminal() {
    return System.console() != null;
  }

  /** The application. */
  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Serve POST /cameras/{id}/frames and the configured sources, until stopped.")
  static final class Run implements Callable<Integer> {

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() {
      return new ServiceMain(System.err)
          .run(options.loader(), List.of(new IngestApplication()), runtime -> {})
          .code();
    }
  }

  /** Pictures in a folder. */
  @Command(
      name = "folder",
      mixinStandardHelpOptions = true,
      description = "Import the JPEG and PNG files of a folder; what is in already is left out.")
  static final class Folder implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder; its subfolders are not entered.")
    private Path folder;

    @Option(
        names = "--camera",
        paramLabel = "ID",
        required = true,
        description = "The camera they are from. Standalone has one named CAM for photographs.")
    private String camera;

    @Option(names = "--watch", description = "Go on with pictures that come later, until stopped.")
    private boolean watch;

    @Option(
        names = "--file-time",
        description = "Taken when the file was modified, not now. Old pictures are refused then.")
    private boolean fileTime;

    @Option(names = "--again", description = "Import what was imported before as new frames.")
    private boolean again;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      FolderImport.Options what =
          new FolderImport.Options(
              folder, camera, watch, fileTime, again, FolderImport.Options.USUAL_SETTLE);
      return run(
          options,
          (settings, session, entrance) ->
              new FolderImport(
                      entrance.intake(),
                      entrance.lookup(),
                      settings.stateDirectory(),
                      session.clock())
                  .run(what, System.out, System.err, terminal()));
    }
  }

  /** A video file. */
  @Command(
      name = "video",
      mixinStandardHelpOptions = true,
      description = "Import pictures of a video file, as fast as they were filmed.")
  static final class Video implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The video.")
    private Path video;

    @Option(
        names = "--camera",
        paramLabel = "ID",
        required = true,
        description = "The camera it is from.")
    private String camera;

    @Option(
        names = "--fps",
        paramLabel = "NUMBER",
        defaultValue = "4",
        description = "Pictures of each second of video (default: ${DEFAULT-VALUE}).")
    private double framesPerSecond;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      VideoImport.Options what = new VideoImport.Options(video, camera, framesPerSecond);
      return run(
          options,
          (settings, session, entrance) ->
              new VideoImport(entrance.intake(), FrameEntrance.videos(settings), session.clock())
                  .run(what, System.out, System.err, terminal()));
    }
  }

  /** A live stream. */
  @Command(
      name = "rtsp",
      mixinStandardHelpOptions = true,
      description = "Take frames from a camera's RTSP stream, until stopped.")
  static final class Rtsp implements Callable<Integer> {

    @Parameters(paramLabel = "URL", description = "Such as rtsp://camera.local/stream.")
    private String url;

    @Option(
        names = "--camera",
        paramLabel = "ID",
        required = true,
        description = "The camera it is from.")
    private String camera;

    @Option(
        names = "--fps",
        paramLabel = "NUMBER",
        defaultValue = "5",
        description = "Pictures of each second (default: ${DEFAULT-VALUE}).")
    private double picturesPerSecond;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      StreamUrl stream = StreamUrl.parse(url);
      return IngestCommand.run(
          options,
          (settings, session, entrance) -> {
            StreamRun run =
                new StreamRun(
                    entrance.intake(),
                    StreamRun.opener(settings.ffmpeg(), stream, picturesPerSecond),
                    StreamRun.Options.usual(camera),
                    session.clock(),
                    new SimpleMeterRegistry());
            Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
            return run.run(System.out, System.err);
          });
    }
  }
}
