package org.alprstreams.matching.csv;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.alprstreams.service.format.Utf16;

/**
 * Reads the rows of a file one by one, in little memory whatever its size. A row with too few or
 * too many fields is a bad row; what leaves the rest of the file in doubt, such as a quote that is
 * never closed, makes the file unusable.
 */
public final class CsvRows {

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String name;
  private final FileFormat format;
  private final FieldSplitter splitter;
  private final Taker taker;
  private List<String> columns;

  /** Columns without a name after the last one that has one, as spreadsheets leave them. */
  private int nameless;

  private CsvRows(String name, FileFormat format, Taker taker) {
    this.name = name;
    this.format = format;
    this.splitter = FieldSplitter.of(format.layout());
    this.taker = taker;
  }

  /** Takes the rows of a file one after the other. */
  public interface Taker {

    /**
     * Checks the names of the columns, which come first.
     *
     * @return the names by which rows are to have them, as many
     */
    List<String> header(List<String> columns) throws UnusableFileException;

    /** Takes a row that has a value for every column. */
    void row(CsvRow row) throws UnusableFileException;

    /** Takes note of a row that could not be read. */
    void bad(long line, String reason) throws UnusableFileException;
  }

  /**
   * Reads all of a CSV file (RFC 4180, UTF-8, header row).
   *
   * @throws UnusableFileException if it is missing, empty, not UTF-8, no CSV, or its header will
   *     not do
   */
  public static void read(Path file, Taker taker) throws UnusableFileException {
    read(new ListFile(file), FileFormat.CSV, taker);
  }

  /**
   * Reads all of a file.
   *
   * @throws UnusableFileException if it is missing, not in this format, or the taker does not take
   *     it
   */
  public static void read(ListFile file, FileFormat format, Taker taker)
      throws UnusableFileException {
    String name = file.path().toString();
    Charset charset = format.charset();
    try (PushbackInputStream bytes = new PushbackInputStream(file.open(), Utf16.START)) {
      charset = charsetOf(name, bytes, charset);
      try (Lines lines = new Lines(bytes, charset)) {
        new CsvRows(name, format, taker).read(lines);
      }
    } catch (NoSuchFileException e) {
      throw new UnusableFileException("There is no file " + name + "; check its path.");
    } catch (CharacterCodingException e) {
      throw new UnusableFileException(
          name
              + " is not "
              + charset.name()
              + (charset.equals(StandardCharsets.UTF_8)
                  ? "; save it so, or convert it with: iconv -f WINDOWS-1252 -t UTF-8"
                  : ", as its mapping says; correct the mapping's encoding, or fetch the file"
                      + " again"));
    } catch (ZipException e) {
      throw new UnusableFileException(name + " is a damaged zip archive; fetch it again.");
    } catch (IOException e) {
      throw new UnusableFileException(name + " cannot be read: " + e.getMessage());
    }
  }

  /** What a file is in: as declared, unless it says otherwise itself. */
  private static Charset charsetOf(String name, PushbackInputStream bytes, Charset charset)
      throws UnusableFileException, IOException {
    byte[] start = bytes.readNBytes(Utf16.START);
    Optional<String> found =
        charset.name().startsWith("UTF-16") ? Optional.empty() : Utf16.recognise(start);
    if (found.isPresent()) {
      throw new UnusableFileException(
          name
              + " is "
              + found.get()
              + ", not "
              + charset.name()
              + "; save it so, or convert it with: iconv -f "
              + found.get()
              + " -t "
              + charset.name());
    }
    bytes.unread(start);
    return isMarkedUtf8(start) ? StandardCharsets.UTF_8 : charset;
  }

  /** With the mark a file says what it is, and knows better than its mapping. */
  private static boolean isMarkedUtf8(byte[] start) {
    return start.length >= UTF_8_MARK.length
        && Arrays.equals(start, 0, UTF_8_MARK.length, UTF_8_MARK, 0, UTF_8_MARK.length);
  }

  private void read(Lines lines) throws UnusableFileException, IOException {
    columns = format.layout().declaredColumns();
    if (!columns.isEmpty()) {
      columns = taker.header(columns);
    }
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (lines.number() > format.skippedLines() && !line.isBlank() && !isComment(line)) {
        take(line, lines);
      }
    }
    if (columns.isEmpty()) {
      throw new UnusableFileException(name + " is empty; it needs a header row.");
    }
  }

  private boolean isComment(String line) {
    return format.comment().filter(line::startsWith).isPresent();
  }

  private void take(String line, Lines lines) throws UnusableFileException, IOException {
    long number = lines.number();
    try {
      List<String> fields = splitter.split(line, lines);
      if (columns.isEmpty()) {
        List<String> named = upToLastNamed(fields);
        nameless = fields.size() - named.size();
        columns = distinct(taker.header(named));
      } else {
        taker.row(row(number, fields));
      }
    } catch (BadRowException e) {
      if (columns.isEmpty()) {
        throw new UnusableFileException("The header " + e.getMessage() + ".");
      }
      taker.bad(number, e.getMessage());
    } catch (FieldSplitter.OpenQuoteException e) {
      throw new UnusableFileException(
          name
              + " cannot be divided into rows from line "
              + number
              + " on, which "
              + e.getMessage()
              + ".");
    }
  }

  private CsvRow row(long number, List<String> fields) throws BadRowException {
    boolean shortRows =
        format.layout() instanceof Layout.Delimited delimited && delimited.shortRows();
    int wanted = columns.size() + nameless;
    if (fields.size() > wanted || fields.size() < wanted && !shortRows) {
      throw new BadRowException("has " + fields.size() + " fields where the header has " + wanted);
    }
    int named = Math.min(fields.size(), columns.size());
    if (!fields.subList(named, fields.size()).stream().allMatch(String::isBlank)) {
      throw new BadRowException("has a value in a column that has no name");
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < named; i++) {
      values.put(columns.get(i), fields.get(i));
    }
    return new CsvRow(number, values);
  }

  /** A header without the blank fields at its end; all of it where nothing else is there. */
  private static List<String> upToLastNamed(List<String> header) {
    int end = header.size();
    while (end > 1 && header.get(end - 1).isBlank()) {
      end--;
    }
    return header.subList(0, end);
  }

  /** Names no column: what is taken for a header may be a row. */
  private static List<String> distinct(List<String> header) throws UnusableFileException {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      if (!seen.add(header.get(i))) {
        throw new UnusableFileException(
            "The header names a column twice: columns "
                + (header.indexOf(header.get(i)) + 1)
                + " and "
                + (i + 1)
                + " have the same name.");
      }
    }
    return header;
  }
}
