package org.alprstreams.deploy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would quote records is off in standalone as it is on a cluster. */
class LogFilesTest {

  @TempDir Path directory;

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws Exception {
    context.putProperty("directory", directory.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFiles.class.getResource("/logback-standalone.xml"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.streams.KafkaStreams",
        "org.apache.kafka.streams.processor.internals.ProcessorNode",
        "org.apache.kafka.streams.processor.internals.RecordCollectorImpl",
        "org.apache.kafka.streams.processor.internals.RecordDeserializer",
        "org.apache.kafka.streams.processor.internals.TaskExecutor"
      })
  void whatQuotesRecordsIsOff(String logger) {
    assertThat(context.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.OFF);
  }

  @Test
  void ourOwnLogIsWritten() {
    assertThat(context.getLogger("org.alprstreams").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(directory.resolve("alpr.log")).exists();
  }
}
