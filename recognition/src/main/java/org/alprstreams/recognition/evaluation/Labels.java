package org.alprstreams.recognition.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a labels file says.
 *
 * @param byImage the labels of each image, images in the order in which they are first named
 * @param notes what is in the file and does not count, in words; without any plate or file name
 */
record Labels(Map<String, List<Label>> byImage, List<String> notes) {

  static final Labels NONE = new Labels(Map.of(), List.of());

  /**
   * Reads labels. An empty plate says that the image shows none.
   *
   * @return the labels of one image at least
   * @throws IOException when the file can't be read, lacks a column or any row, a label holds
   *     something but no character, says half or wrongly where its plate is, or says where a plate
   *     is that it says is not there
   */
  static Labels read(Path file) throws IOException {
    List<Csv.Row> rows = Csv.read(file);
    LabelReader reader = new LabelReader(file, LabelColumns.of(file, rows.get(0)));
    for (int i = 1; i < rows.size(); i++) {
      reader.add(i, rows.get(i));
    }
    return reader.labels();
  }
}
