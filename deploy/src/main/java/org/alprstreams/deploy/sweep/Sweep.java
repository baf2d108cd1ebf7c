package org.alprstreams.deploy.sweep;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.alprstreams.recognition.plot.Axis;

/** One thing that is made harder step by step, everything else staying good. */
public enum Sweep {
  WIDTH(
      "Plate's width",
      new Axis(
          "plate's width, pixels",
          10,
          310,
          List.of(50.0, 100.0, 150.0, 200.0, 250.0, 300.0),
          false),
      List.of(25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 60.0, 70.0, 85.0, 100.0, 150.0, 300.0),
      value -> new Conditions(value, 0, 0, 0, 1)),
  YAW(
      "Plate turned away (yaw)",
      new Axis("yaw, degrees", 0, 71, List.of(0.0, 15.0, 30.0, 45.0, 60.0), false),
      List.of(0.0, 15.0, 30.0, 40.0, 50.0, 60.0, 70.0),
      value -> new Conditions(120, value, 0, 0, 1)),
  ROLL(
      "Picture turned (roll)",
      new Axis("roll, degrees", 0, 46, List.of(0.0, 10.0, 20.0, 30.0, 40.0), false),
      List.of(0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0),
      value -> new Conditions(120, 0, value, 0, 1)),
  BLUR(
      "Blur",
      new Axis(
          "blur's standard deviation, pixels",
          0,
          5.1,
          List.of(0.0, 1.0, 2.0, 3.0, 4.0, 5.0),
          false),
      List.of(0.0, 1.0, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0),
      value -> new Conditions(120, 0, 0, value, 1)),
  BRIGHTNESS(
      "Darkness",
      new Axis(
          "brightness, share of full light", 1, 0, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), false),
      List.of(1.0, 0.5, 0.25, 0.1, 0.05, 0.03, 0.02, 0.01),
      value -> new Conditions(120, 0, 0, 0, value));

  private final String title;
  private final Axis axis;
  private final List<Double> steps;
  private final DoubleFunction<Conditions> conditions;

  Sweep(String title, Axis axis, List<Double> steps, DoubleFunction<Conditions> conditions) {
    this.title = title;
    this.axis = axis;
    this.steps = steps;
    this.conditions = conditions;
  }

  /** As a heading. */
  String title() {
    return title;
  }

  /** The axis of its chart. */
  Axis axis() {
    return axis;
  }

  /** From easy to hard, or along the axis. */
  List<Double> steps() {
    return steps;
  }

  Conditions conditions(double value) {
    return conditions.apply(value);
  }

  /** Part of a file's name. */
  String fileName() {
    return "robustness-" + name().toLowerCase(Locale.ROOT) + ".svg";
  }
}
