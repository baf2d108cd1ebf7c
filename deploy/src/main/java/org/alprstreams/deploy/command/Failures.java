package org.alprstreams.deploy.command;

import org.alprstreams.schemas.policy.InvalidPolicyException;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.topics.TopicDriftException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into a message for its user and an exit code. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    String message = failure.getMessage();
    command.getErr().println(message == null || message.isBlank() ? failure.toString() : message);
    return code(failure).code();
  }

  private static ExitCode code(Exception failure) {
    if (failure instanceof SettingsException || failure instanceof InvalidPolicyException) {
      return ExitCode.BAD_SETTINGS;
    }
    return failure instanceof TopicDriftException ? ExitCode.TOPIC_DRIFT : ExitCode.FAILURE;
  }
}
