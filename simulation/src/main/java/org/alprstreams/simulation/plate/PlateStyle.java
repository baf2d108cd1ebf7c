package org.alprstreams.simulation.plate;

import java.util.random.RandomGenerator;

/** A kind of plate in the style of one state. The catalogue is {@link PlateStyles}. */
public final class PlateStyle {
  private final String name;
  private final String state;
  private final PlateSyntax syntax;
  private final boolean frontPlate;
  private final PlateDesign design;

  PlateStyle(
      String name, String state, PlateSyntax syntax, boolean frontPlate, PlateDesign design) {
    this.name = name;
    this.state = state;
    this.syntax = syntax;
    this.frontPlate = frontPlate;
    this.design = design;
  }

  /** Unique name, such as {@code california-passenger}. */
  public String name() {
    return name;
  }

  /** Two-letter postal code of the state whose style this is. */
  public String state() {
    return state;
  }

  /** The texts that such a plate carries. */
  public PlateSyntax syntax() {
    return syntax;
  }

  /** Whether vehicles of that state carry a plate in front too. */
  public boolean frontPlate() {
    return frontPlate;
  }

  /** Draws a plate of this style with a text of its syntax. */
  public Plate draw(RandomGenerator random) {
    return new Plate(syntax.draw(random), this);
  }

  PlateDesign design() {
    return design;
  }

  @Override
  public String toString() {
    return name;
  }
}
