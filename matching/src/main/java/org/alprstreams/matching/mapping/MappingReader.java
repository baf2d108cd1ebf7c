package org.alprstreams.matching.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alprstreams.matching.csv.FileFormat;
import org.alprstreams.matching.csv.Layout;

/** Reads mapping files (YAML, of which JSON is a part) and says all that is wrong with one. */
final class MappingReader {

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern CATEGORY = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final int LONGEST_LINE = 65_000;
  private static final int MOST_SKIPPED = 1000;

  private final String name;
  private final Vocabulary vocabulary;
  private final List<String> problems = new ArrayList<>();

  private MappingReader(String name, Vocabulary vocabulary) {
    this.name = name;
    this.vocabulary = vocabulary;
  }

  /**
   * Reads one.
   *
   * @param name by which messages call it
   * @throws InvalidMappingException naming everything that is wrong
   */
  static FileMapping read(String name, byte[] yaml, Vocabulary vocabulary)
      throws InvalidMappingException {
    return new MappingReader(name, vocabulary).read(yaml);
  }

  private FileMapping read(byte[] yaml) throws InvalidMappingException {
    FileMapping mapping = null;
    try {
      mapping = mapping(new Section(tree(yaml), "", problems));
    } catch (JsonProcessingException e) {
      problems.add("it is no YAML or JSON" + place(e));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The YAML library's own failures on what is not text, or nested beyond reason.
      problems.add("it is no YAML or JSON");
    }
    if (!problems.isEmpty()) {
      throw new InvalidMappingException(name, problems);
    }
    return mapping;
  }

  private static JsonNode tree(byte[] yaml) throws IOException {
    JsonNode tree = YAML.readTree(yaml);
    return tree == null ? YAML.nullNode() : tree;
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : ", from line " + e.getLocation().getLineNr() + " on";
  }

  private FileMapping mapping(Section file) {
    String description = file.text("description").orElse("");
    if (description.isBlank()) {
      file.wrong("description", "is missing: say what files the mapping is for");
    }
    Optional<FileFormat> format = format(file);
    Map<String, FieldRule> fields = fields(file, format);
    file.refuseOthers();
    return problems.isEmpty()
        ? new FileMapping(name, description.strip(), format.orElseThrow(), fields)
        : null;
  }

  private Optional<FileFormat> format(Section file) {
    Charset charset =
        file.text("encoding").flatMap(text -> charset(file, text)).orElse(StandardCharsets.UTF_8);
    int skipped = file.count("skipLines", 0, MOST_SKIPPED).orElse(0);
    Optional<String> comment = file.text("comment").filter(text -> !text.isEmpty());
    Optional<Section> delimited = file.section("delimited");
    Optional<Section> fixed = file.section("fixedWidth");
    if (delimited.isPresent() == fixed.isPresent()) {
      file.wrong("delimited", "or fixedWidth must be there, and not both");
      return Optional.empty();
    }
    Optional<? extends Layout> layout =
        delimited.isPresent()
            ? delimited.flatMap(this::delimited)
            : fixed.flatMap(this::fixedWidth);
    return layout.map(found -> new FileFormat(charset, skipped, comment, found));
  }

  private static Optional<Charset> charset(Section file, String text) {
    try {
      Charset charset = Charset.forName(text);
      charset.newDecoder();
      return Optional.of(charset);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return file.wrong("encoding", "must be one that Java knows, such as UTF-8 or windows-1252");
    }
  }

  private Optional<Layout.Delimited> delimited(Section section) {
    Optional<Character> delimiter = section.character("delimiter");
    if (!section.has("delimiter")) {
      section.wrong("delimiter", "is missing: give the character between fields");
    }
    Optional<Character> quote =
        section.text("quote").filter("none"::equals).isPresent()
            ? Optional.empty()
            : section.has("quote") ? section.character("quote") : Optional.of('"');
    List<String> columns = section.texts("columns");
    boolean header = section.flag("header", columns.isEmpty());
    boolean shortRows = section.flag("shortRows", false);
    section.refuseOthers();
    if (header != columns.isEmpty()) {
      section.wrong(
          "columns",
          "must name the columns where header is false, and be left out where it is true");
    }
    refuseTwins(section, columns);
    if (delimiter.isPresent() && delimiter.equals(quote)) {
      section.wrong("quote", "must differ from the delimiter");
    }
    return delimiter.isPresent() && problems.isEmpty()
        ? Optional.of(new Layout.Delimited(delimiter.get(), quote, columns, shortRows))
        : Optional.empty();
  }

  private Optional<Layout.FixedWidth> fixedWidth(Section section) {
    List<Layout.FixedColumn> columns = new ArrayList<>();
    for (Section column : section.sections("columns")) {
      Optional<String> columnName = column.text("name").filter(text -> !text.isBlank());
      Optional<Integer> start = column.count("start", 1, LONGEST_LINE);
      Optional<Integer> length = column.count("length", 1, LONGEST_LINE);
      column.refuseOthers();
      if (columnName.isEmpty() || start.isEmpty() || length.isEmpty()) {
        column.wrong("name", "start and length are what a column needs");
      } else if (start.get() + length.get() > LONGEST_LINE) {
        column.wrong("length", "must end before character " + LONGEST_LINE);
      } else {
        columns.add(new Layout.FixedColumn(columnName.get(), start.get(), length.get()));
      }
    }
    section.refuseOthers();
    if (columns.isEmpty()) {
      section.wrong("columns", "must list at least one column with name, start and length");
    }
    refuseTwins(section, columns.stream().map(Layout.FixedColumn::name).toList());
    return problems.isEmpty() ? Optional.of(new Layout.FixedWidth(columns)) : Optional.empty();
  }

  private static void refuseTwins(Section section, List<String> columns) {
    if (Set.copyOf(columns).size() < columns.size()) {
      section.wrong("columns", "must have different names");
    }
  }

  private Map<String, FieldRule> fields(Section file, Optional<FileFormat> format) {
    Map<String, FieldRule> rules = new LinkedHashMap<>();
    Optional<Section> fields = file.section("fields");
    fields.ifPresent(
        section -> {
          for (String field : section.keys()) {
            if (vocabulary.fields().contains(field)) {
              section.section(field).ifPresent(rule -> rules.put(field, rule(field, rule, format)));
            } else {
              section.wrong(
                  field, "is no field; the fields are " + String.join(", ", vocabulary.fields()));
            }
          }
        });
    vocabulary.fields().stream()
        .filter(vocabulary.required()::contains)
        .filter(Predicate.not(rules::containsKey))
        .forEach(field -> file.wrong("fields", "must say where " + field + " comes from"));
    return rules;
  }

  private FieldRule rule(String field, Section section, Optional<FileFormat> format) {
    List<String> columns = section.texts("column");
    Optional<String> fallback = section.text("default").filter(text -> !text.isBlank());
    Map<String, String> codes = FieldRule.codes(section.pairs("codes"));
    List<DatePattern> dates = new ArrayList<>();
    for (String pattern : section.texts("dates")) {
      date(section, pattern).ifPresent(dates::add);
    }
    FieldRule rule =
        new FieldRule(
            columns,
            section.text("separator").orElse(" "),
            section.flag("named", false),
            fallback,
            codes,
            section.flag("keepOthers", false),
            dates,
            section.flag("required", false),
            section.flag("optional", false));
    section.refuseOthers();
    if (columns.isEmpty() && fallback.isEmpty()) {
      section.wrong("column", "or default must be there");
    }
    if (!dates.isEmpty() && !vocabulary.times().contains(field)) {
      section.wrong("dates", "may stand only at " + String.join(", ", vocabulary.times()));
    }
    format.ifPresent(known -> refuseUnknownColumns(section, columns, known.layout()));
    if (field.equals(vocabulary.category())) {
      Stream.concat(codes.values().stream(), fallback.stream())
          .filter(Predicate.not(CATEGORY.asMatchPredicate()))
          .forEach(
              code ->
                  section.wrong(
                      "codes", "and default must lead to categories such as STOLEN_VEHICLE"));
    }
    return rule;
  }

  private static Optional<DatePattern> date(Section section, String pattern) {
    try {
      return Optional.of(DatePattern.of(pattern));
    } catch (IllegalArgumentException e) {
      return section.wrong("dates", "must be patterns of whole dates, such as MM/dd/yyyy");
    }
  }

  /** A header is known only when a file is read; declared columns are known now. */
  private static void refuseUnknownColumns(Section section, List<String> columns, Layout layout) {
    List<String> declared = layout.declaredColumns();
    columns.stream()
        .filter(column -> !declared.isEmpty() && !declared.contains(column))
        .forEach(column -> section.wrong("column", "names none of the columns above"));
  }
}
