package org.alprstreams.ingest.video;

import java.nio.file.Path;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.videoio.VideoWriter;
import org.opencv.videoio.Videoio;

/** Videos for tests. */
public final class Videos {

  private Videos() {}

  /** Writes Motion JPEG in AVI, 320 by 240 pixels, ten pictures a second. */
  public static Path avi(Path file, int pictures) {
    nu.pattern.OpenCV.loadLocally();
    VideoWriter writer =
        new VideoWriter(
            file.toString(),
            Videoio.CAP_OPENCV_MJPEG,
            VideoWriter.fourcc('M', 'J', 'P', 'G'),
            10,
            new Size(320, 240));
    Mat mat = new Mat(240, 320, CvType.CV_8UC3, new Scalar(10, 200, 30));
    for (int i = 0; i < pictures; i++) {
      writer.write(mat);
    }
    writer.release();
    mat.release();
    return file;
  }
}
