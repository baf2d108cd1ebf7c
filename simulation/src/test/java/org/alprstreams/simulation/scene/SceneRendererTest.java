package org.alprstreams.simulation.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.alprstreams.simulation.plate.Plate;
import org.alprstreams.simulation.plate.PlateFinish;
import org.alprstreams.simulation.plate.PlateStyles;
import org.alprstreams.simulation.scene.SceneRenderer.Scene;
import org.alprstreams.simulation.scene.View.Facing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SceneRendererTest {
  private final SceneRenderer renderer = new SceneRenderer(new FrameFormat(640, 360, 0.85, 0, 4));

  @ParameterizedTest
  @CsvSource({
    "SEDAN, RECEDING", "HATCHBACK, RECEDING", "SUV, RECEDING", "PICKUP, RECEDING", "VAN, RECEDING",
    "SEDAN, ONCOMING", "HATCHBACK, ONCOMING", "SUV, ONCOMING", "PICKUP, ONCOMING", "VAN, ONCOMING"
  })
  void theBoxHoldsThePlateAndNothingElseDoes(BodyType body, Facing facing) {
    // Given two vehicles that differ in nothing but the text of the plate
    Placement one = placement(facing, body, "8MMM888");
    Placement other = placement(facing, body, "1JJJ111");

    // When
    Scene first = renderer.render(view(facing), Daylight.MIDDAY, List.of(one), 3, 4);
    Scene second = renderer.render(view(facing), Daylight.MIDDAY, List.of(other), 3, 4);

    // Then all pixels that differ lie in the box, and reach over most of its width
    assertThat(first.plates()).hasSize(1);
    PixelBox box = first.plates().get(0).box();
    int left = Integer.MAX_VALUE;
    int right = 0;
    for (int y = 0; y < 360; y++) {
      for (int x = 0; x < 640; x++) {
        if (first.image().getRGB(x, y) != second.image().getRGB(x, y)) {
          // The smear of motion reaches a pixel or so below.
          assertThat(x).isBetween(box.x(), box.x() + box.width());
          assertThat(y).isBetween(box.y(), box.y() + box.height() + 2);
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
    }
    assertThat((double) (right - left)).isGreaterThan(box.width() * 0.75);
  }

  @Test
  void sayWhatThePlateReads() {
    Placement placement = placement(Facing.RECEDING, BodyType.SUV, "8MMM888");

    PlateTruth truth =
        renderer
            .render(view(Facing.RECEDING), Daylight.EVENING, List.of(placement), 3, 4)
            .plates()
            .get(0);

    assertThat(truth.plate()).isEqualTo("8MMM888");
    assertThat(truth.state()).isEqualTo("CA");
    assertThat(truth.vehicleId()).isEqualTo("V-1");
    assertThat(truth.corners())
        .hasSize(4)
        .allMatch(corner -> truth.box().contains(corner.x(), corner.y()));
    assertThat(truth.plateWidth()).isBetween(50.0, 66.0);
  }

  @ParameterizedTest
  @EnumSource(Daylight.class)
  void sameArgumentsGiveTheSamePixels(Daylight light) {
    List<Placement> placed = List.of(placement(Facing.ONCOMING, BodyType.SEDAN, "8MMM888"));
    SceneRenderer another = new SceneRenderer(new FrameFormat(640, 360, 0.85, 0, 4));

    Scene one = renderer.render(view(Facing.ONCOMING), light, placed, 3, 4);
    Scene two = another.render(view(Facing.ONCOMING), light, placed, 3, 4);

    assertThat(pixels(one.image())).isEqualTo(pixels(two.image()));
  }

  @Test
  void atNightThePlateOutshinesTheStreet() {
    Placement placement = placement(Facing.RECEDING, BodyType.SEDAN, "1JJJ111");

    Scene scene = renderer.render(view(Facing.RECEDING), Daylight.NIGHT, List.of(placement), 3, 4);

    PixelBox box = scene.plates().get(0).box();
    double plate = meanLuma(scene.image(), box);
    double street = meanLuma(scene.image(), new PixelBox(0, 0, 640, 360));
    assertThat(plate).isGreaterThan(3 * street);
  }

  @Test
  void aPlateBehindANearerVehicleIsNotPromised() {
    // Given a vehicle straight behind another
    Placement near = placement(Facing.RECEDING, BodyType.VAN, "8MMM888");
    Vehicle hidden = vehicle("V-2", BodyType.SEDAN, "7AAA777");
    Placement far = new Placement(hidden, false, near.distance() + 700, 0, 0, 0, false);

    // When
    Scene scene = renderer.render(view(Facing.RECEDING), Daylight.MIDDAY, List.of(near, far), 3, 4);

    // Then
    assertThat(scene.plates()).extracting(PlateTruth::plate).containsExactly("8MMM888");
  }

  @Test
  void aPlateIsNeverPlacedOutsideTheFrame() {
    for (Facing facing : Facing.values()) {
      for (BodyType body : BodyType.values()) {
        Vehicle vehicle = vehicle("V-1", body, "8MMM888");
        double distance = renderer.distance(view(facing), vehicle, false, 300);
        Placement placement = new Placement(vehicle, false, distance, 0, 0, 0, false);

        Scene scene = renderer.render(view(facing), Daylight.MIDDAY, List.of(placement), 3, 4);

        assertThat(scene.plates()).as("%s %s", facing, body).hasSize(1);
      }
    }
  }

  @Test
  void encodesWhatItDrew() throws IOException {
    Scene scene = renderer.render(view(Facing.RECEDING), Daylight.MORNING, List.of(), 3, 4);

    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(renderer.jpeg(scene.image())));

    assertThat(decoded.getWidth()).isEqualTo(640);
    assertThat(decoded.getHeight()).isEqualTo(360);
    PixelBox whole = new PixelBox(0, 0, 640, 360);
    assertThat(Math.abs(meanLuma(decoded, whole) - meanLuma(scene.image(), whole))).isLessThan(2);
  }

  @Test
  void refusesAFormatItCannotDraw() {
    assertThatThrownBy(() -> new FrameFormat(100, 50, 0.8, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 by 50");
    assertThatThrownBy(() -> new FrameFormat(640, 360, 1.5, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5");
  }

  private Placement placement(Facing facing, BodyType body, String text) {
    Vehicle vehicle = vehicle("V-1", body, text);
    double distance = renderer.distance(view(facing), vehicle, false, 60);
    return new Placement(vehicle, false, distance, 0, 0.01, 900, false);
  }

  private static Vehicle vehicle(String id, BodyType body, String text) {
    Plate plate = new Plate(text, PlateStyles.named("california-passenger"));
    return new Vehicle(id, body, 0x2C4F83, plate, PlateFinish.fresh());
  }

  private static View view(Facing facing) {
    return new View(facing, 165, 128, 0.053, 0.132, 3450);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static double meanLuma(BufferedImage image, PixelBox box) {
    double sum = 0;
    for (int y = box.y(); y < box.y() + box.height(); y++) {
      for (int x = box.x(); x < box.x() + box.width(); x++) {
        sum += Rgb.luma(image.getRGB(x, y));
      }
    }
    return sum / (box.width() * box.height());
  }
}
