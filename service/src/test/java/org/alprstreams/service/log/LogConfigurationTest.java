package org.alprstreams.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would quote records is off in the configuration of processes on a cluster. */
class LogConfigurationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.streams.KafkaStreams",
        "org.apache.kafka.streams.processor.internals.ProcessorNode",
        "org.apache.kafka.streams.processor.internals.RecordCollectorImpl",
        "org.apache.kafka.streams.processor.internals.RecordDeserializer",
        "org.apache.kafka.streams.processor.internals.TaskExecutor"
      })
  void whatQuotesRecordsIsOff(String logger) throws Exception {
    // Given
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);

    // When
    configurator.doConfigure(LogConfigurationTest.class.getResource("/logback.xml"));

    // Then: and the class is there, so that the name is still its own
    assertThat(context.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.OFF);
    assertThat(Class.forName(logger, false, getClass().getClassLoader())).isNotNull();
    assertThat(context.getLogger("org.alprstreams").getEffectiveLevel()).isEqualTo(Level.INFO);
  }
}
