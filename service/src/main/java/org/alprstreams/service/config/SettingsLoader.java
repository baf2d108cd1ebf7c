package org.alprstreams.service.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads settings from their sources. What comes later in this list wins:
 *
 * <ol>
 *   <li>the defaults in the mapping interfaces,
 *   <li>{@code application.yaml} of each module on the classpath,
 *   <li>one external file: the one named on the command line, else the one named by {@code
 *       ALPR_CONFIG}, else {@code ./application.yaml} if it exists,
 *   <li>the environment: {@code alpr.http.port} is {@code ALPR_HTTP_PORT},
 *   <li>the command line's {@code --set key=value}.
 * </ol>
 */
public final class SettingsLoader {

  /** The environment variable that names the external file. */
  public static final String CONFIG_VARIABLE = "ALPR_CONFIG";

  static final String FILE_NAME = "application.yaml";

  private static final String COMMAND_LINE_NAME = "--set";
  private static final int BUILT_IN = 100;
  private static final int FILE = 200;
  private static final int ENVIRONMENT = 300;
  private static final int COMMAND_LINE = 400;

  private final Set<Class<?>> mappings = new LinkedHashSet<>();
  private Map<String, String> environment = Map.of();
  private Map<String, String> commandLine = Map.of();
  private Optional<Path> namedFile = Optional.empty();
  private Path workingDirectory = Path.of("");

  /** A loader that knows no mapping and reads the classpath only. */
  public SettingsLoader() {
    mappings.add(KafkaSettings.class);
  }

  /** Adds mappings to validate; keys under {@code alpr.} that none of them has are refused. */
  public SettingsLoader mappings(Collection<Class<?>> more) {
    mappings.addAll(more);
    return this;
  }

  /** The environment, usually {@code System.getenv()}. */
  public SettingsLoader environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /** The command line's {@code --set} pairs. */
  public SettingsLoader commandLine(Map<String, String> pairs) {
    commandLine = Map.copyOf(pairs);
    return this;
  }

  /** The file named on the command line. */
  public SettingsLoader file(Path file) {
    namedFile = Optional.of(file);
    return this;
  }

  /** Where {@code ./application.yaml} is looked for; the process's directory unless told. */
  public SettingsLoader workingDirectory(Path directory) {
    workingDirectory = directory;
    return this;
  }

  /**
   * Reads and validates.
   *
   * @throws SettingsException with every problem at once
   */
  public Settings load() {
    List<ConfigSource> named = new ArrayList<>(builtIn());
    externalFile().ifPresent(file -> named.add(yaml(file, FILE)));
    named.add(new PropertiesConfigSource(commandLine, COMMAND_LINE_NAME, COMMAND_LINE));

    List<String> problems = new ArrayList<>(new UnknownKeys(mappings).problems(named));
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(named)
            .withSources(new EnvConfigSource(environment, ENVIRONMENT))
            .withConverter(Duration.class, Settings.CONVERTER_PRIORITY, new DurationConverter())
            .withValidator(Constraints.VALIDATOR)
            .withValidateUnknown(false);
    mappings.forEach(builder::withMapping);
    SmallRyeConfig config = null;
    try {
      config = builder.build();
    } catch (ConfigValidationException e) {
      problems.addAll(Problems.of(e));
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new Settings(config, mappings);
  }

  private static List<ConfigSource> builtIn() {
    try {
      List<ConfigSource> sources = new ArrayList<>();
      for (URL url :
          Collections.list(SettingsLoader.class.getClassLoader().getResources(FILE_NAME))) {
        sources.add(new YamlConfigSource(url, BUILT_IN));
      }
      return sources;
    } catch (IOException e) {
      throw new SettingsException(List.of("cannot read a built-in " + FILE_NAME + ": " + e));
    }
  }

  private Optional<Path> externalFile() {
    Optional<Path> named =
        namedFile.or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)).map(Path::of));
    if (named.isPresent()) {
      return named;
    }
    return Optional.of(workingDirectory.resolve(FILE_NAME)).filter(Files::exists);
  }

  private static ConfigSource yaml(Path file, int ordinal) {
    if (!Files.isReadable(file)) {
      throw new SettingsException(
          List.of(
              "the settings file "
                  + file.toAbsolutePath()
                  + " cannot be read; give an existing file by --config or "
                  + CONFIG_VARIABLE));
    }
    try {
      return new YamlConfigSource(file.toString(), Files.readString(file), ordinal);
    } catch (IOException | RuntimeException e) {
      throw new SettingsException(
          List.of("the settings file " + file.toAbsolutePath() + " is no YAML: " + e.getMessage()));
    }
  }
}
