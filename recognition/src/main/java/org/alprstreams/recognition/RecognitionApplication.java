package org.alprstreams.recognition;

import java.util.Map;
import java.util.Set;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.streams.StreamsHandle;

/** Runs the recognition topology with the engine that the settings name. */
public final class RecognitionApplication implements Application {

  static final String NAME = "recognition";

  private static final String APPLICATION_ID = "alpr-recognition";

  private PlateReader reader;
  private StreamsHandle streams;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Class<?>> settings() {
    return Set.of(RecognitionSettings.class);
  }

  @Override
  public synchronized void start(ServiceContext context) {
    RecognitionSettings settings = context.settings().of(RecognitionSettings.class);
    Map<String, Object> properties = RecognitionTopology.properties(settings);
    reader =
        PlateReaders.open(settings, FramesAtATime.of(settings), new StageMeters(context.meters()));
    streams =
        context
            .streams()
            .start(
                APPLICATION_ID,
                RecognitionTopology.build(settings, reader, context.serdes(), context.meters()),
                properties);
  }

  @Override
  public synchronized void close() {
    if (streams != null) {
      streams.close();
      streams = null;
    }
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
