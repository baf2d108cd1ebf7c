package org.alprstreams.ingest;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what an import prints into log lines; only whole lines, as imports print no others. */
final class LogLines extends PrintStream {

  private static final Logger LOG = LoggerFactory.getLogger(LogLines.class);

  private final String source;

  LogLines(String source) {
    super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    this.source = source;
  }

  @Override
  public void println(String line) {
    LOG.atInfo().addKeyValue("source", source).log("{}", line);
  }
}
