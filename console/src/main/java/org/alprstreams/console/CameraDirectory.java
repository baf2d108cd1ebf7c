package org.alprstreams.console;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.kafka.TopicFollower;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The registered cameras, for the search page's choice. */
final class CameraDirectory implements AutoCloseable {

  /** A camera as the browser gets it. */
  record CameraView(String cameraId, String name) {}

  private final Map<String, CameraView> cameras = new ConcurrentHashMap<>();
  private TopicFollower<Camera> follower;

  private CameraDirectory() {}

  static CameraDirectory start(ServiceContext context) {
    CameraDirectory directory = new CameraDirectory();
    context.http().get("/api/cameras", Permission.QUERY_READS, http -> http.json(directory.byId()));
    directory.follower =
        TopicFollower.start(context.kafka(), Topics.CAMERAS, Instant.EPOCH, directory::accept);
    context.health().register("console:cameras", directory.follower::state);
    return directory;
  }

  private void accept(ConsumerRecord<String, Camera> record) {
    if (record.value() == null) {
      cameras.remove(record.key());
    } else {
      cameras.put(record.key(), new CameraView(record.key(), record.value().getName()));
    }
  }

  private List<CameraView> byId() {
    return cameras.values().stream().sorted(Comparator.comparing(CameraView::cameraId)).toList();
  }

  @Override
  public void close() {
    follower.close();
  }
}
