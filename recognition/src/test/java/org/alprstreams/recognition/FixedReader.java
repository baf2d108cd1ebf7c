package org.alprstreams.recognition;

import java.util.List;
import java.util.stream.IntStream;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;

/** Sees the same plates in every frame: what surrounds a reader is tested without one. */
public record FixedReader(List<String> texts) implements PlateReader {

  @Override
  public List<Look> read(FrameImage frame) {
    return IntStream.range(0, texts.size())
        .mapToObj(i -> look(texts.get(i), new Box(10 + 200 * i, 20, 100, 50)))
        .toList();
  }

  @Override
  public List<Look> readCrop(FrameImage crop) {
    return List.of(look("CR0P", new Box(0, 0, crop.width(), crop.height())));
  }

  @Override
  public Engine engine() {
    return new Engine("fixed", "1");
  }

  @Override
  public void close() {}

  private static Look look(String text, Box box) {
    return new Look(
        box,
        Corners.of(box),
        text.chars()
            .mapToObj(c -> new CharacterAlternatives(List.of(new CharacterGuess((char) c, 0.75))))
            .toList(),
        0.5);
  }
}
