package org.alprstreams.simulation.plate;

import static org.alprstreams.simulation.plate.GlyphFace.BARLOW_BOLD;
import static org.alprstreams.simulation.plate.GlyphFace.BARLOW_MEDIUM;
import static org.alprstreams.simulation.plate.GlyphFace.BARLOW_SEMI_BOLD;
import static org.alprstreams.simulation.plate.GlyphFace.OSWALD;
import static org.alprstreams.simulation.plate.GlyphFace.ROBOTO_BOLD;
import static org.alprstreams.simulation.plate.GlyphFace.ROBOTO_MEDIUM;
import static org.alprstreams.simulation.plate.GlyphFace.SCRIPT;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The catalogue of styles: the layout, colours and syntax that drivers would recognise, drawn anew.
 */
public final class PlateStyles {
  private static final int WHITE = 0xF4F5F2;
  private static final int NAVY = 0x1B2A5E;

  private static final PlateDesign CALIFORNIA =
      new PlateDesign(
          WHITE,
          WHITE,
          0xECEEEC,
          NAVY,
          BARLOW_BOLD,
          0.44,
          new Lettering("California", SCRIPT, 0xB5222C, 0.13),
          new Lettering("golden hills", BARLOW_MEDIUM, NAVY, 0.06),
          Motif.NONE,
          0,
          true);

  private static final List<PlateStyle> ALL =
      List.of(
          new PlateStyle("california-passenger", "CA", PlateSyntax.of("9AAA999"), true, CALIFORNIA),
          new PlateStyle(
              "california-commercial", "CA", PlateSyntax.of("99999A9"), true, CALIFORNIA),
          new PlateStyle(
              "california-commercial-older", "CA", PlateSyntax.of("9A99999"), true, CALIFORNIA),
          new PlateStyle(
              "california-personalised", "CA", PlateSyntax.personalised(), true, CALIFORNIA),
          new PlateStyle(
              "nevada",
              "NV",
              PlateSyntax.of("999 A99"),
              true,
              new PlateDesign(
                  0xA9C4DE,
                  0xE9ECEA,
                  0xE6D8B4,
                  0x16294F,
                  BARLOW_BOLD,
                  0.43,
                  new Lettering("NEVADA", OSWALD, 0x27508C, 0.11),
                  new Lettering("Silver Basin", SCRIPT, 0x27508C, 0.055),
                  Motif.RIDGES,
                  0x9DB3C2,
                  true)),
          new PlateStyle(
              "arizona",
              "AZ",
              PlateSyntax.of("AAA9AA"),
              false,
              new PlateDesign(
                  0x7FC0C9,
                  0xF1E7DA,
                  0xE8C39A,
                  0x1E3552,
                  BARLOW_SEMI_BOLD,
                  0.45,
                  new Lettering("ARIZONA", BARLOW_BOLD, 0xF8F6F0, 0.12),
                  new Lettering("CANYON COUNTRY", BARLOW_MEDIUM, 0x5C3B5E, 0.06),
                  Motif.SUNSET,
                  0xB9889F,
                  true)),
          new PlateStyle(
              "oregon",
              "OR",
              PlateSyntax.of("999 AAA"),
              true,
              new PlateDesign(
                  0xC9D3E8,
                  0xF0EEF3,
                  0xCBD9C6,
                  0x1F2D63,
                  ROBOTO_BOLD,
                  0.42,
                  new Lettering("Oregon", OSWALD, 0x31437F, 0.11),
                  Lettering.none(),
                  Motif.FIR,
                  0x7FA38A,
                  true)),
          new PlateStyle(
              "washington",
              "WA",
              PlateSyntax.of("AAA9999"),
              true,
              new PlateDesign(
                  0xEFF3F8,
                  WHITE,
                  0xDFE9F2,
                  0x1C2E66,
                  BARLOW_BOLD,
                  0.43,
                  new Lettering("WASHINGTON", BARLOW_SEMI_BOLD, 0xB02633, 0.11),
                  new Lettering("FOREST COUNTRY", BARLOW_MEDIUM, 0xB02633, 0.06),
                  Motif.RIDGES,
                  0xC5D7EA,
                  true)),
          new PlateStyle(
              "texas",
              "TX",
              PlateSyntax.of("AAA 9999"),
              true,
              new PlateDesign(
                  WHITE,
                  WHITE,
                  WHITE,
                  0x17181A,
                  BARLOW_BOLD,
                  0.45,
                  new Lettering("TEXAS", OSWALD, 0x17181A, 0.12),
                  new Lettering("The Wide Sky State", BARLOW_MEDIUM, 0x17181A, 0.06),
                  Motif.STAR,
                  0x2A3E78,
                  false)),
          new PlateStyle(
              "new-york",
              "NY",
              PlateSyntax.of("AAA 9999"),
              true,
              new PlateDesign(
                  WHITE,
                  WHITE,
                  WHITE,
                  0x1B2B57,
                  ROBOTO_BOLD,
                  0.42,
                  new Lettering("NEW YORK", OSWALD, 0x1B2B57, 0.11),
                  new Lettering("RIVERS AND TOWERS", BARLOW_MEDIUM, WHITE, 0.06),
                  Motif.BANDS,
                  0xC9A13B,
                  false)),
          new PlateStyle(
              "florida",
              "FL",
              PlateSyntax.of("AAA A99"),
              false,
              new PlateDesign(
                  0xEAF3EA,
                  WHITE,
                  0xDCEBDD,
                  0x1F5A3C,
                  BARLOW_BOLD,
                  0.43,
                  new Lettering("FLORIDA", BARLOW_BOLD, 0x1F5A3C, 0.11),
                  new Lettering("GROVES AND SHORES", BARLOW_MEDIUM, 0x1F5A3C, 0.06),
                  Motif.DISC,
                  0xF0A94A,
                  true)),
          new PlateStyle(
              "colorado",
              "CO",
              PlateSyntax.of("AAA A99"),
              true,
              new PlateDesign(
                  0x1E5A45,
                  0x23664E,
                  0x1B513D,
                  0xF3F5F0,
                  ROBOTO_BOLD,
                  0.42,
                  Lettering.none(),
                  new Lettering("COLORADO", BARLOW_SEMI_BOLD, 0xF3F5F0, 0.1),
                  Motif.RIDGES,
                  0x3F7F69,
                  true)),
          new PlateStyle(
              "utah",
              "UT",
              PlateSyntax.of("A99 9AA"),
              true,
              new PlateDesign(
                  0xBBD7EC,
                  0xF3F2EC,
                  0xE8B27E,
                  0x20242B,
                  BARLOW_SEMI_BOLD,
                  0.44,
                  new Lettering("UTAH", OSWALD, 0x1F3F77, 0.12),
                  new Lettering("Red Rock", SCRIPT, 0x7B3A1E, 0.06),
                  Motif.DISC,
                  0xDF9B66,
                  true)),
          new PlateStyle(
              "idaho",
              "ID",
              PlateSyntax.of("A 999999"),
              true,
              new PlateDesign(
                  0xD8848A,
                  0xF5F3F1,
                  0xA9BEDD,
                  0x1C2C5A,
                  ROBOTO_MEDIUM,
                  0.42,
                  new Lettering("Idaho", SCRIPT, 0x1C2C5A, 0.1),
                  new Lettering("LAKES AND PINES", BARLOW_MEDIUM, 0x1C2C5A, 0.06),
                  Motif.RIDGES,
                  0xB9C7DA,
                  true)),
          new PlateStyle(
              "new-mexico",
              "NM",
              PlateSyntax.of("999 AAA"),
              false,
              new PlateDesign(
                  0x2E9AA0,
                  0x35A3A8,
                  0x2A8D94,
                  0xFBE58B,
                  BARLOW_BOLD,
                  0.43,
                  new Lettering("NEW MEXICO", BARLOW_SEMI_BOLD, 0xFBE58B, 0.1),
                  new Lettering("High Desert", SCRIPT, 0xFBE58B, 0.06),
                  Motif.NONE,
                  0,
                  true)));

  private PlateStyles() {}

  /** Every style, in a fixed order. */
  public static List<PlateStyle> all() {
    return ALL;
  }

  /** The style of that name; throws IllegalArgumentException naming the known ones. */
  public static PlateStyle named(String name) {
    return ALL.stream()
        .filter(style -> style.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("No plate style '" + name + "'; known: " + ALL));
  }

  /**
   * A style as met on a Californian road: three in four are Californian, most of these passenger
   * plates.
   */
  public static PlateStyle draw(RandomGenerator random) {
    int lot = random.nextInt(100);
    if (lot < 56) {
      return named("california-passenger");
    } else if (lot < 64) {
      return named("california-commercial");
    } else if (lot < 68) {
      return named("california-commercial-older");
    } else if (lot < 74) {
      return named("california-personalised");
    }
    int californian = 4;
    return ALL.get(californian + random.nextInt(ALL.size() - californian));
  }
}
