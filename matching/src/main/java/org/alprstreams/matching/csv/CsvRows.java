package org.alprstreams.matching.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a CSV file (RFC 4180, header row, UTF-8) row by row. A row with too few or too many fields
 * is a bad row; what leaves the rest of the file in doubt, such as a quote that is never closed,
 * makes the file unusable.
 */
public final class CsvRows {

  /** Longest field, characters: longer ones come of a quote that was not closed. */
  static final int LONGEST_FIELD = 4096;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final ObjectReader READER =
      new CsvMapper(
              CsvFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_FIELD).build())
                  .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                  .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                  .enable(CsvParser.Feature.TRIM_SPACES)
                  .build())
          .readerFor(String[].class);

  private CsvRows() {}

  /** Takes the rows of a file one after the other. */
  public interface Taker {

    /** Checks the header, which comes first. */
    void header(List<String> columns) throws UnusableFileException;

    /** Takes a row that has a value for every column. */
    void row(CsvRow row);

    /** Takes note of a row that could not be read. */
    void bad(long line, String reason);
  }

  /**
   * Reads all of a file.
   *
   * @throws UnusableFileException if it is missing, empty, not UTF-8, no CSV, or its header will
   *     not do
   */
  public static void read(Path file, Taker taker) throws UnusableFileException {
    long line = 1;
    try (Reader characters = open(file);
        MappingIterator<String[]> rows = READER.readValues(characters)) {
      if (!rows.hasNextValue()) {
        throw new UnusableFileException(file + " is empty; it needs a header row.");
      }
      List<String> columns = header(rows.nextValue());
      taker.header(columns);
      line = rows.getCurrentLocation().getLineNr();
      while (rows.hasNextValue()) {
        take(taker, line, columns, rows.nextValue());
        line = rows.getCurrentLocation().getLineNr();
      }
    } catch (NoSuchFileException e) {
      throw new UnusableFileException("There is no file " + file + "; check its path.");
    } catch (CharacterCodingException e) {
      throw new UnusableFileException(
          file + " is not UTF-8; save it so, or convert it with: iconv -f WINDOWS-1252 -t UTF-8");
    } catch (StreamConstraintsException e) {
      throw new UnusableFileException(
          file
              + " has a field of more than "
              + LONGEST_FIELD
              + " characters; a quote before it may not be closed.");
    } catch (JsonProcessingException e) {
      throw new UnusableFileException(
          file
              + " is no CSV from line "
              + line
              + " on: a quote is not closed or stands inside a field.");
    } catch (IOException e) {
      throw new UnusableFileException(file + " cannot be read: " + e.getMessage());
    }
  }

  private static void take(Taker taker, long line, List<String> columns, String[] fields) {
    if (fields.length != columns.size()) {
      taker.bad(line, "has " + fields.length + " fields where the header has " + columns.size());
      return;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < fields.length; i++) {
      values.put(columns.get(i), fields[i]);
    }
    taker.row(new CsvRow(line, values));
  }

  private static List<String> header(String[] fields) throws UnusableFileException {
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String field : fields) {
      String column = field.strip();
      if (!seen.add(column)) {
        throw new UnusableFileException("The header names the column '" + column + "' twice.");
      }
      columns.add(column);
    }
    return columns;
  }

  private static Reader open(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }
}
