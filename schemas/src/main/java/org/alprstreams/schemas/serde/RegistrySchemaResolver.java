package org.alprstreams.schemas.serde;

import io.apicurio.registry.resolver.DefaultSchemaResolver;
import io.apicurio.registry.resolver.SchemaLookupResult;
import io.apicurio.registry.resolver.SchemaParser;
import io.apicurio.registry.resolver.data.Record;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.rest.client.models.ProblemDetails;
import java.util.Map;
import java.util.Set;

/**
 * Asks the registry as Apicurio's own resolver does, and tells a schema that is not there from a
 * registry that does not answer. Apicurio's fails with whatever it comes across, and a proxy before
 * the registry answers with pages: no status and no type of exception says whose fault it is.
 *
 * @param <S> parsed schemas
 * @param <T> records
 */
public final class RegistrySchemaResolver<S, T> extends DefaultSchemaResolver<S, T> {

  /** The serdes' {@link SharedRegistryClient}. */
  static final String CLIENT = "registry.client";

  private static final int NOT_FOUND = 404;

  /**
   * What Apicurio calls a schema it does not have (RFC 9457, with its own {@code name}). A path
   * that it does not serve is a {@code NotFoundException}: then the address is wrong.
   */
  private static final Set<String> MISSING =
      Set.of("ContentNotFoundException", "ArtifactNotFoundException", "VersionNotFoundException");

  /** Made by the serdes, which are given its name. */
  public RegistrySchemaResolver() {}

  @Override
  public void configure(Map<String, ?> config, SchemaParser<S, T> parser) {
    if (config.get(CLIENT) instanceof SharedRegistryClient shared) {
      setClientFacade(shared.get(config));
    }
    super.configure(config, parser);
  }

  /**
   * The schema to write a record with.
   *
   * @throws SchemaUnavailableException if the registry does not give it. That it lacks it is no
   *     fault of the record: topics were provisioned in another registry, or not since an update
   */
  @Override
  public SchemaLookupResult<S> resolveSchema(Record<T> data) {
    try {
      return super.resolveSchema(data);
    } catch (RuntimeException e) {
      throw unavailable(e);
    }
  }

  /**
   * The schema that a record says it was written with.
   *
   * @throws UnknownSchemaException if the registry itself says that it has none of this id
   * @throws SchemaUnavailableException if it is not given for any other reason
   */
  @Override
  public SchemaLookupResult<S> resolveSchemaByArtifactReference(ArtifactReference reference) {
    if (!isId(reference.getContentId()) && !isId(reference.getGlobalId())) {
      throw new UnknownSchemaException("No registry gives a schema the id of this record.", null);
    }
    try {
      return super.resolveSchemaByArtifactReference(reference);
    } catch (RuntimeException e) {
      if (isMissing(e)) {
        throw new UnknownSchemaException("The registry has no schema of this record's id.", e);
      }
      throw unavailable(e);
    }
  }

  /** Registries count from 1; Apicurio's resolver takes anything else for no id at all. */
  private static boolean isId(Long id) {
    return id != null && id > 0;
  }

  private static boolean isMissing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemDetails problem) {
        return problem.getResponseStatusCode() == NOT_FOUND
            && MISSING.contains(String.valueOf(problem.getName()));
      }
    }
    return false;
  }

  private static SchemaUnavailableException unavailable(RuntimeException cause) {
    return new SchemaUnavailableException(
        "The schema registry does not give a schema; check that it runs, that alpr.registry.url"
            + " names it and that it has the schemas of this release (alpr topics apply).",
        cause);
  }
}
