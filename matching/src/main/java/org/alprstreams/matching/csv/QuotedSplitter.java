package org.alprstreams.matching.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fields by a delimiter, of which some are quoted (RFC 4180). */
final class QuotedSplitter implements FieldSplitter {

  /** Quotes that pair up wrongly can join many lines to one row. */
  private static final int MOST_FIELDS = 1000;

  private final char delimiter;
  private final char quote;

  private final StringBuilder quoted = new StringBuilder();
  private String line;
  private int position;

  QuotedSplitter(char delimiter, char quote) {
    this.delimiter = delimiter;
    this.quote = quote;
  }

  @Override
  public List<String> split(String first, Lines more)
      throws BadRowException, OpenQuoteException, IOException {
    List<String> fields = new ArrayList<>();
    line = first;
    position = 0;
    boolean clean = true;
    do {
      if (fields.size() == MOST_FIELDS) {
        throw new OpenQuoteException("has more than " + MOST_FIELDS + " fields");
      }
      int start = position;
      skipBlanks();
      if (position < line.length() && line.charAt(position) == quote) {
        position++;
        fields.add(quotedField(more));
        skipBlanks();
        // The row is read to its end all the same, so that the next one is found.
        clean &= position == line.length() || line.charAt(position) == delimiter;
        toDelimiter();
      } else {
        toDelimiter();
        String field = line.substring(start, position).strip();
        clean &= field.length() <= LONGEST_FIELD;
        fields.add(field);
      }
    } while (position++ < line.length());
    if (!clean) {
      throw new BadRowException("has a field that goes on after its closing quote, or is too long");
    }
    return fields;
  }

  /** From behind the opening quote to behind the closing one. */
  private String quotedField(Lines more) throws OpenQuoteException, IOException {
    quoted.setLength(0);
    while (true) {
      int end = line.indexOf(quote, position);
      quoted.append(line, position, end < 0 ? line.length() : end);
      if (quoted.length() > LONGEST_FIELD) {
        throw new OpenQuoteException(
            "has a field of more than "
                + LONGEST_FIELD
                + " characters; a quote before it may not be closed");
      }
      if (end < 0) {
        String next = more.next();
        if (next == null) {
          throw new OpenQuoteException("has a quote that is not closed");
        }
        quoted.append('\n');
        line = next;
        position = 0;
      } else if (end + 1 < line.length() && line.charAt(end + 1) == quote) {
        quoted.append(quote);
        position = end + 2;
      } else {
        position = end + 1;
        return quoted.toString().strip();
      }
    }
  }

  private void toDelimiter() {
    int end = line.indexOf(delimiter, position);
    position = end < 0 ? line.length() : end;
  }

  private void skipBlanks() {
    while (position < line.length()
        && line.charAt(position) != delimiter
        && Character.isWhitespace(line.charAt(position))) {
      position++;
    }
  }
}
