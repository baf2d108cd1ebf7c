package org.alprstreams.ingest.video;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import nu.pattern.OpenCV;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;

/** Motion JPEG in AVI, the one video format that the bundled OpenCV decodes on Linux. */
final class OpenCvVideo implements PictureStream {

  private static final int QUALITY = 92;

  private final VideoCapture capture;
  private final Sampling sampling;
  private final double nativeRate;
  private long frame;

  private OpenCvVideo(VideoCapture capture, double framesPerSecond) {
    this.capture = capture;
    double rate = capture.get(Videoio.CAP_PROP_FPS);
    this.nativeRate = rate > 0 ? rate : framesPerSecond;
    this.sampling = new Sampling(framesPerSecond);
  }

  static PictureStream open(Path video, double framesPerSecond) throws VideoException {
    OpenCV.loadLocally();
    VideoCapture capture =
        new VideoCapture(video.toAbsolutePath().toString(), Videoio.CAP_OPENCV_MJPEG);
    if (!capture.isOpened()) {
      capture.release();
      throw new VideoException(
          "The AVI holds no Motion JPEG or is cut short; without ffmpeg only whole files of Motion"
              + " JPEG open: copy it again, or install ffmpeg");
    }
    return new OpenCvVideo(capture, framesPerSecond);
  }

  @Override
  public synchronized Optional<Picture> next() throws VideoException {
    while (capture.isOpened() && capture.grab()) {
      Duration position = Duration.ofMillis(Math.round(1000 * frame++ / nativeRate));
      if (sampling.takes(position)) {
        return Optional.of(new Picture(decode(), position));
      }
    }
    return Optional.empty();
  }

  private byte[] decode() throws VideoException {
    Mat mat = new Mat();
    MatOfByte jpeg = new MatOfByte();
    MatOfInt quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
    try {
      if (!capture.retrieve(mat) || !Imgcodecs.imencode(".jpg", mat, jpeg, quality)) {
        throw new VideoException("Picture " + frame + " of the AVI cannot be decoded");
      }
      return jpeg.toArray();
    } finally {
      mat.release();
      jpeg.release();
      quality.release();
    }
  }

  @Override
  public synchronized void close() {
    capture.release();
  }
}
