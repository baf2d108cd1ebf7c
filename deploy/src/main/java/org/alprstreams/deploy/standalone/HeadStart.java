package org.alprstreams.deploy.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.alprstreams.recognition.PlateReaders;
import org.alprstreams.recognition.RecognitionSettings;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.TopicProvisioner;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.rocksdb.RocksDB;

/**
 * What applications need of the broker and of native libraries. Each would see to it by itself;
 * done while the schema registry starts, it costs no time of its own.
 */
final class HeadStart {

  private HeadStart() {}

  static void take(Settings settings) {
    PlateReaders.loadNatives(settings.of(RecognitionSettings.class));
    RocksDB.loadLibrary();
    TopicSettings topics = settings.of(TopicSettings.class);
    try (Admin admin = Admin.create(settings.kafka())) {
      new TopicProvisioner(
              admin, topics, RetentionSchedule.of(ServiceMain.policy(settings), topics))
          .provision();
    } catch (IOException e) {
      throw new UncheckedIOException("The usage policy cannot be read: " + e.getMessage(), e);
    }
  }
}
