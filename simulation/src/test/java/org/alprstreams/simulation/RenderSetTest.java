package org.alprstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderSetTest {
  @Test
  void writesFramesAndTheirLabels(@TempDir Path folder) throws IOException {
    RenderSet.main(new String[] {"--out", folder.toString(), "--frames", "5", "--seed", "4"});

    List<String> labels = Files.readAllLines(folder.resolve("labels.csv"));
    assertThat(labels.get(0)).isEqualTo("file,x,y,width,height,plate,state");
    assertThat(labels).hasSizeGreaterThan(4);
    for (String row : labels.subList(1, labels.size())) {
      String[] fields = row.split(",");
      BufferedImage image = ImageIO.read(folder.resolve(fields[0]).toFile());
      assertThat(Integer.parseInt(fields[1]) + Integer.parseInt(fields[3]))
          .isLessThanOrEqualTo(image.getWidth());
      assertThat(Integer.parseInt(fields[2]) + Integer.parseInt(fields[4]))
          .isLessThanOrEqualTo(image.getHeight());
      assertThat(fields[5]).matches("[A-Z0-9]{2,8}");
    }
  }

  @Test
  void writesStreetsWithoutPlatesOnRequest(@TempDir Path folder) throws IOException {
    RenderSet.parse(List.of("--out", folder.toString(), "--frames", "2", "--no-plates")).write();

    assertThat(Files.readAllLines(folder.resolve("labels.csv"))).hasSize(1);
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jpg"))).hasSize(2);
    }
  }

  @Test
  void saysWhichArgumentIsWrong() {
    assertThatThrownBy(() -> RenderSet.parse(List.of("--out", "x", "--frames", "many")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--frames")
        .hasMessageContaining("many");
    assertThatThrownBy(() -> RenderSet.parse(List.of("--frames", "1")))
        .hasMessageContaining("--out");
    assertThatThrownBy(() -> RenderSet.parse(List.of("--colour"))).hasMessageContaining("--colour");
  }
}
