package org.alprstreams.ingest.source;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.ingest.video.Picture;
import org.alprstreams.ingest.video.PictureStream;

/** A camera that gives pictures when told to and is silent otherwise. */
final class FakeCamera implements StreamSource.Opener {

  /** All streams it has opened, in order. */
  final List<Stream> streams = new CopyOnWriteArrayList<>();

  @Override
  public PictureStream open() throws IOException {
    Stream stream = new Stream();
    streams.add(stream);
    return stream;
  }

  /** One connection. */
  static final class Stream implements PictureStream {

    private static final Optional<Picture> END = Optional.empty();

    private final BlockingQueue<Optional<Picture>> waiting = new LinkedBlockingQueue<>();
    volatile boolean closed;

    void give(int seed) {
      waiting.add(Optional.of(new Picture(Pictures.jpeg(64, 48, seed), Duration.ZERO)));
    }

    /** Hangs up. */
    void end() {
      waiting.add(END);
    }

    @Override
    public Optional<Picture> next() throws IOException {
      try {
        return waiting.take();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      closed = true;
      waiting.add(END);
    }
  }
}
