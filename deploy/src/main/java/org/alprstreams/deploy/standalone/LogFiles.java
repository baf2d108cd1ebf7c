package org.alprstreams.deploy.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Sends logs into files, so that the terminal keeps what concerns the person before it. */
final class LogFiles {

  private static final String CONFIGURATION = "/logback-standalone.xml";

  private LogFiles() {}

  /** From now on logs go to {@code alpr.log} and {@code broker.log} in that directory. */
  static void in(Path directory) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      // Somebody embeds us with a logging backend of their own.
      return;
    }
    URL configuration =
        Objects.requireNonNull(LogFiles.class.getResource(CONFIGURATION), CONFIGURATION);
    context.reset();
    context.putProperty("directory", directory.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException(CONFIGURATION + " cannot be used", e);
    }
  }
}
