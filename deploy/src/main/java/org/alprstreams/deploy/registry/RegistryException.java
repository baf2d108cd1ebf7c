package org.alprstreams.deploy.registry;

/** The embedded registry cannot start; the message says why and what to do about it. */
public final class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryException(String message) {
    super(message);
  }

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
