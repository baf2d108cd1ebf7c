package org.alprstreams.service.kafka;

import com.microsoft.kiota.ApiException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.alprstreams.schemas.serde.SchemaUnavailableException;
import org.alprstreams.schemas.serde.UnknownSchemaException;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;

/**
 * Tells a record that can never be handled from surroundings that do not work now. A poison record
 * is skipped; skipping for a broker, registry, authorisation or store that fails would skip whole
 * topics, so then the records wait. A full disk makes every write to a store fail, and each of them
 * would be a record lost.
 */
public final class Poison {

  private static final int DEEPEST = 20;

  /** How Confluent's client, which a site may use instead, words the same (its error code). */
  private static final String SCHEMA_NOT_FOUND = "error code: 40403";

  private Poison() {}

  /**
   * Whether it is certainly the record's own fault, so that it will fail again however often it is
   * tried. That the registry lacks its schema's id is, where the registry itself says so: the id
   * came with the record.
   */
  public static boolean is(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause instanceof UnknownSchemaException || isOfSurroundings(cause))
        .findFirst()
        .map(cause -> cause instanceof UnknownSchemaException)
        .orElse(true);
  }

  /**
   * The same of a record that is being written. A schema that the registry lacks is no fault of
   * that: the topics were provisioned in another registry, or not since an update. Nor is any
   * {@link IOException}, since Avro writes to memory.
   */
  public static boolean isOfWriting(Throwable failure) {
    return is(failure) && causes(failure).noneMatch(IOException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
  }

  private static boolean isOfSurroundings(Throwable failure) {
    return failure instanceof AuthorizationException
        || failure instanceof AuthenticationException
        || failure instanceof RetriableException
        || failure instanceof InterruptException
        || failure instanceof InterruptedException
        || failure instanceof java.util.concurrent.TimeoutException
        || failure instanceof ProcessorStateException
        || failure instanceof InvalidStateStoreException
        || failure instanceof RocksDBException
        || failure instanceof SchemaUnavailableException
        || failure instanceof ApiException
        || failure instanceof SchemaParseException
        || failure instanceof IOException transfer && isOfConnection(transfer)
        || isOfTransport(failure.getClass().getName());
  }

  /**
   * Failures without a type in common: unresolved addresses, closed channels, and what the
   * registry's client has of the library it sends through (Vert.x where that is on the class path).
   */
  private static boolean isOfTransport(String type) {
    return type.startsWith("java.nio.channels.")
        || type.startsWith("io.vertx.")
        || type.startsWith("io.netty.");
  }

  /**
   * The registry's client fails with whatever its connection fails with, often a bare {@link
   * IOException}. Avro, which reads from memory, knows two kinds only: the bytes end too early, and
   * its own, such as a number that is too long.
   */
  private static boolean isOfConnection(IOException failure) {
    return !(failure instanceof EOFException)
        && !failure.getClass().getName().startsWith("org.apache.avro.")
        && !String.valueOf(failure.getMessage()).endsWith(SCHEMA_NOT_FOUND);
  }
}
