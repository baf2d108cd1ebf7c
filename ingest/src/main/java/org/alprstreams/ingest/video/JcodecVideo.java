package org.alprstreams.ingest.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.alprstreams.ingest.image.JpegConversion;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.api.PictureWithMetadata;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.scale.AWTUtil;

/** H.264 in MP4 or MOV, decoded in Java: slow, but needs nothing installed. */
final class JcodecVideo implements PictureStream {

  private final SeekableByteChannel channel;
  private final FrameGrab grab;
  private final Sampling sampling;

  private JcodecVideo(SeekableByteChannel channel, FrameGrab grab, double framesPerSecond) {
    this.channel = channel;
    this.grab = grab;
    this.sampling = new Sampling(framesPerSecond);
  }

  static PictureStream open(Path video, double framesPerSecond) throws IOException {
    SeekableByteChannel channel = NIOUtils.readableChannel(video.toFile());
    try {
      return new JcodecVideo(channel, FrameGrab.createFrameGrab(channel), framesPerSecond);
    } catch (JCodecException | RuntimeException e) {
      channel.close();
      throw unreadable(e);
    }
  }

  @Override
  public synchronized Optional<Picture> next() throws IOException {
    if (!channel.isOpen()) {
      return Optional.empty();
    }
    while (true) {
      PictureWithMetadata picture;
      try {
        picture = grab.getNativeFrameWithMetadata();
      } catch (RuntimeException e) {
        // JCodec answers broken streams with whatever its parsers ran into.
        throw unreadable(e);
      }
      if (picture == null) {
        return Optional.empty();
      }
      Duration position = Duration.ofMillis(Math.round(1000 * picture.getTimestamp()));
      if (sampling.takes(position)) {
        BufferedImage image = AWTUtil.toBufferedImage(picture.getPicture());
        return Optional.of(new Picture(JpegConversion.of(image), position));
      }
    }
  }

  private static VideoException unreadable(Exception cause) {
    return new VideoException(
        "The video is no MP4 or MOV with H.264 that opens without ffmpeg; install ffmpeg", cause);
  }

  @Override
  public synchronized void close() {
    NIOUtils.closeQuietly(channel);
  }
}
