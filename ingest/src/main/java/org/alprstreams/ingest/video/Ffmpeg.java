package org.alprstreams.ingest.video;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decodes with the {@code ffmpeg} program, where it is installed, in a process of its own: it reads
 * every codec cameras use, it is kept secure by the operating system, and a stream that crashes it
 * leaves this process alone. See docs/decisions/0003-video-and-rtsp.md.
 */
public final class Ffmpeg {

  private static final Duration PROBE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 9 * 1024 * 1024;

  private final String program;

  private Ffmpeg(String program) {
    this.program = program;
  }

  /**
   * Finds the program.
   *
   * @param program its name on the PATH or its full path
   * @return empty if it cannot be run
   */
  public static Optional<Ffmpeg> find(String program) {
    try {
      Process process =
          new ProcessBuilder(program, "-nostdin", "-version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(PROBE.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0) {
        return Optional.of(new Ffmpeg(program));
      }
      process.destroyForcibly();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /**
   * Decodes a file from its start.
   *
   * @param framesPerSecond how many pictures of each second of video
   */
  public PictureStream file(Path video, double framesPerSecond) throws IOException {
    List<String> command = command();
    // A file name may start with a dash or look like a protocol; "file:" makes it neither. A
    // playlist that names other machines is not followed.
    command.addAll(
        List.of("-nostdin", "-protocol_whitelist", "file", "-i", "file:" + video.toAbsolutePath()));
    return start(command, framesPerSecond, "");
  }

  /**
   * Opens a camera's stream. The URL goes in through a pipe, not on the command line, where every
   * user of the machine would see its password.
   *
   * @param framesPerSecond how many pictures a second
   */
  public PictureStream camera(StreamUrl url, double framesPerSecond) throws IOException {
    List<String> command = command();
    command.addAll(
        List.of(
            "-f",
            "concat",
            "-safe",
            "0",
            "-protocol_whitelist",
            "pipe,fd,rtsp,rtsps,rtp,srtp,tcp,tls,udp,http,https,crypto",
            "-i",
            "pipe:0"));
    StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
    list.append("file '").append(url.full().replace("'", "%27")).append("'\n");
    if (url.rtsp()) {
      // UDP loses packets, and with them the characters of plates.
      list.append("option rtsp_transport tcp\n");
    }
    return start(command, framesPerSecond, list.toString());
  }

  private List<String> command() {
    return new ArrayList<>(List.of(program, "-hide_banner", "-loglevel", "error"));
  }

  private static PictureStream start(List<String> command, double framesPerSecond, String input)
      throws IOException {
    command.addAll(
        List.of(
            "-map",
            "0:v:0",
            "-vf",
            String.format(Locale.ROOT, "fps=%.3f", framesPerSecond),
            "-c:v",
            "mjpeg",
            "-q:v",
            "2",
            "-f",
            "mpjpeg",
            "pipe:1"));
    Process process = new ProcessBuilder(command).start();
    try (OutputStream stdin = process.getOutputStream();
        Writer writer = new OutputStreamWriter(stdin, StandardCharsets.UTF_8)) {
      writer.write(input);
    }
    return new Decoder(process, framesPerSecond);
  }

  /** A running decoder. */
  private static final class Decoder implements PictureStream {

    private static final Duration KILL_AFTER = Duration.ofSeconds(2);
    private static final int KEPT_LINES = 3;

    private final Process process;
    private final MultipartJpegs jpegs;
    private final double framesPerSecond;
    private final List<String> errors = new ArrayList<>();
    private final Thread errorReader;
    private volatile boolean closed;
    private long count;

    Decoder(Process process, double framesPerSecond) {
      this.process = process;
      this.framesPerSecond = framesPerSecond;
      this.jpegs =
          new MultipartJpegs(new BufferedInputStream(process.getInputStream()), MOST_BYTES);
      this.errorReader = new Thread(this::readErrors, "ffmpeg-messages");
      this.errorReader.setDaemon(true);
      this.errorReader.start();
    }

    @Override
    public Optional<Picture> next() throws IOException {
      Optional<byte[]> jpeg = closed ? Optional.empty() : read();
      if (jpeg.isEmpty()) {
        return Optional.empty();
      }
      Duration position = Duration.ofMillis(Math.round(1000 * count++ / framesPerSecond));
      return Optional.of(new Picture(jpeg.get(), position));
    }

    private Optional<byte[]> read() throws IOException {
      try {
        Optional<byte[]> jpeg = jpegs.next();
        if (jpeg.isEmpty() && !closed) {
          checkEnd();
        }
        return jpeg;
      } catch (IOException e) {
        if (closed) {
          return Optional.empty();
        }
        throw e;
      }
    }

    private void checkEnd() throws VideoException {
      try {
        process.waitFor(KILL_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        errorReader.join(KILL_AFTER.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      boolean failed = process.isAlive() || process.exitValue() != 0;
      String said;
      synchronized (errors) {
        said = String.join("; ", errors);
      }
      if (failed || (count == 0 && !said.isEmpty())) {
        throw new VideoException("ffmpeg could not decode it: " + said);
      }
    }

    private void readErrors() {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          synchronized (errors) {
            if (errors.size() < KEPT_LINES) {
              errors.add(StreamUrl.withoutUrls(line));
            }
          }
        }
      } catch (IOException e) {
        // The process was ended under the reader; what it said so far is kept.
      }
    }

    @Override
    public void close() {
      closed = true;
      process.destroy();
      try {
        if (!process.waitFor(KILL_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
