package org.alprstreams.ingest.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens video files: with ffmpeg whatever it decodes; without, Motion JPEG in AVI (OpenCV) and
 * H.264 in MP4 or MOV (JCodec). A file is known by its bytes, not by its name.
 */
public final class VideoFiles {

  private static final int HEADER = 12;

  private final Optional<Ffmpeg> ffmpeg;

  /**
   * @param ffmpeg if installed
   */
  public VideoFiles(Optional<Ffmpeg> ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Opens a video at its start.
   *
   * @param framesPerSecond how many pictures of each second of video, more than 0
   * @throws VideoException if it cannot be opened, with what to do about it
   */
  public PictureStream open(Path video, double framesPerSecond) throws IOException {
    byte[] header = header(video);
    if (ffmpeg.isPresent()) {
      return ffmpeg.get().file(video, framesPerSecond);
    }
    if (has(header, 0, "RIFF") && has(header, 8, "AVI ")) {
      return OpenCvVideo.open(video, framesPerSecond);
    }
    if (has(header, 4, "ftyp") || has(header, 4, "moov")) {
      return JcodecVideo.open(video, framesPerSecond);
    }
    throw new VideoException(
        "Without ffmpeg only Motion JPEG in AVI and H.264 in MP4 or MOV open, and "
            + video.getFileName()
            + " is neither; install ffmpeg (Debian: apt-get install ffmpeg)");
  }

  private static byte[] header(Path video) throws IOException {
    if (Files.isDirectory(video)) {
      throw new VideoException(
          video + " is a folder; give a video file, or import it with: alpr ingest folder");
    }
    try (InputStream in = Files.newInputStream(video)) {
      byte[] header = in.readNBytes(HEADER);
      if (header.length < HEADER) {
        throw new VideoException(
            video.getFileName() + " is empty or truncated: " + header.length + " bytes");
      }
      return header;
    } catch (NoSuchFileException e) {
      throw new VideoException("There is no file " + video + "; check the path", e);
    } catch (AccessDeniedException e) {
      throw new VideoException("The file " + video + " may not be read; check its rights", e);
    }
  }

  private static boolean has(byte[] header, int at, String fourCharacters) {
    return new String(header, at, 4, StandardCharsets.ISO_8859_1).equals(fourCharacters);
  }
}
