package org.alprstreams.matching.mapping;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.matching.csv.FileFormat;
import org.alprstreams.matching.csv.Header;
import org.alprstreams.matching.csv.UnusableFileException;

/** What a mapping file declares: a file's format, and how its columns make our fields. */
public final class FileMapping {

  private final String name;
  private final String description;
  private final FileFormat format;
  private final Map<String, FieldRule> fields;

  FileMapping(String name, String description, FileFormat format, Map<String, FieldRule> fields) {
    this.name = name;
    this.description = description;
    this.format = format;
    this.fields = new LinkedHashMap<>(fields);
  }

  /** Its name: the file's, without extension. */
  public String name() {
    return name;
  }

  /** What it is for, in a line or a few. */
  public String description() {
    return description;
  }

  /** How the file is written. */
  public FileFormat format() {
    return format;
  }

  /** Whether it says where a field comes from. */
  public boolean has(String field) {
    return fields.containsKey(field);
  }

  /** Everything that codes of a field can mean. */
  public Set<String> meanings(String field) {
    FieldRule rule = fields.get(field);
    return rule == null
        ? Set.of()
        : Stream.concat(rule.codes().values().stream(), rule.fallback().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The same, with other values for what a row leaves blank.
   *
   * @param defaults by field
   */
  public FileMapping withDefaults(Map<String, String> defaults) {
    Map<String, FieldRule> changed = new LinkedHashMap<>(fields);
    defaults.forEach(
        (field, value) ->
            changed.compute(
                field,
                (key, rule) ->
                    rule == null ? FieldRule.constant(value) : rule.withFallback(value)));
    return new FileMapping(name, description, format, changed);
  }

  /**
   * Checks that a file has the columns that the mapping needs. Others do not matter, be they
   * without a name, as a spreadsheet's empty columns, or of the same one.
   *
   * @return the same, by the mapping's names, for which blanks and case do not matter; others by
   *     their place
   * @throws UnusableFileException naming what is missing
   */
  public List<String> check(List<String> written) throws UnusableFileException {
    Set<String> known = new LinkedHashSet<>();
    fields.values().forEach(rule -> known.addAll(rule.columns()));
    List<String> columns = Header.names(written, known);
    Set<String> missing = new LinkedHashSet<>();
    fields.values().stream()
        .filter(rule -> !rule.optional())
        .forEach(rule -> missing.addAll(rule.columns()));
    columns.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new UnusableFileException(
          "The file has no column "
              + String.join(", ", missing)
              + ", which the mapping "
              + name
              + " takes values from. Choose the mapping that fits the file, or correct it"
              + (columns.stream().noneMatch(known::contains)
                  ? "; or the file's header row is missing."
                  : "."));
    }
    return IntStream.range(0, columns.size())
        .mapToObj(i -> known.contains(columns.get(i)) ? columns.get(i) : "#" + (i + 1))
        .toList();
  }

  /**
   * A row in our own columns.
   *
   * @throws BadRowException naming the field and what is wrong with it
   */
  public CsvRow apply(CsvRow row) throws BadRowException {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, FieldRule> field : fields.entrySet()) {
      field
          .getValue()
          .of(field.getKey(), row)
          .ifPresent(value -> values.put(field.getKey(), value));
    }
    return new CsvRow(row.line(), values);
  }
}
