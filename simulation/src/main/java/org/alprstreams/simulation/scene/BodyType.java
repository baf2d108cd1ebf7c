package org.alprstreams.simulation.scene;

/** Shapes of vehicles, invented, each in the usual proportions of its class. */
public enum BodyType {
  /** Three boxes: bonnet, cabin, boot. */
  SEDAN(
      472,
      new BodyEnd(
          Outline.through(
              22, 10, 30, 2, 52, 0, 58, 2, 84, 6, 104, 13, 109, 24, 112, 58, 126, 92, 139, 128, 144,
              160, 146, 240),
          Outline.through(22, 80, 34, 89, 70, 91, 92, 90, 108, 86, 113, 82, 138, 60, 146, 50),
          114,
          138,
          80,
          98,
          48,
          58,
          86),
      new BodyEnd(
          Outline.through(
              18, 12, 26, 3, 46, 0, 60, 3, 72, 12, 80, 34, 95, 108, 98, 122, 118, 158, 138, 196,
              143, 230, 146, 300),
          Outline.through(18, 78, 32, 89, 66, 91, 84, 88, 97, 84, 138, 60, 146, 50),
          98,
          138,
          62,
          76,
          46,
          60,
          46)),
  /** Two boxes, short tail. */
  HATCHBACK(
      418,
      new BodyEnd(
          Outline.through(
              24, 9, 32, 1, 54, 0, 60, 3, 84, 6, 102, 12, 106, 18, 124, 36, 142, 54, 150, 72, 153,
              180),
          Outline.through(24, 78, 36, 87, 70, 89, 96, 88, 106, 84, 142, 62, 153, 52),
          107,
          142,
          82,
          108,
          58,
          60,
          84),
      new BodyEnd(
          Outline.through(
              20, 11, 28, 2, 50, 0, 64, 4, 76, 14, 84, 36, 100, 96, 104, 110, 124, 148, 144, 182,
              150, 214, 153, 280),
          Outline.through(20, 76, 34, 86, 70, 89, 90, 86, 102, 82, 144, 60, 153, 52),
          104,
          144,
          66,
          82,
          44,
          62,
          48)),
  /** Tall two-box car. */
  SUV(
      480,
      new BodyEnd(
          Outline.through(
              30, 12, 40, 1, 66, 0, 72, 4, 96, 6, 118, 11, 123, 16, 142, 28, 160, 44, 168, 62, 172,
              240),
          Outline.through(30, 84, 44, 93, 80, 96, 112, 94, 122, 91, 160, 72, 172, 60),
          124,
          160,
          94,
          121,
          66,
          70,
          96),
      new BodyEnd(
          Outline.through(
              26, 13, 36, 2, 60, 0, 86, 3, 98, 12, 106, 34, 118, 108, 122, 120, 142, 152, 162, 184,
              168, 214, 172, 300),
          Outline.through(26, 82, 40, 92, 84, 95, 108, 92, 120, 88, 162, 68, 172, 60),
          122,
          161,
          82,
          98,
          50,
          66,
          56)),
  /** Open bed behind a cab. */
  PICKUP(
      560,
      new BodyEnd(
          Outline.through(
              44, 6, 52, 0, 66, 0, 69, 9, 72, 11, 98, 11, 121, 13, 123, 20, 124, 160, 126, 172, 160,
              184, 172, 190, 180, 214, 183, 300),
          Outline.through(44, 90, 56, 96, 100, 97, 122, 96, 126, 90, 166, 74, 183, 62),
          132,
          166,
          78,
          116,
          82,
          68,
          58),
      new BodyEnd(
          Outline.through(
              36, 10, 46, 1, 68, 0, 98, 2, 112, 8, 118, 26, 126, 116, 130, 128, 150, 152, 170, 176,
              178, 206, 183, 290),
          Outline.through(36, 86, 50, 96, 96, 98, 118, 95, 128, 90, 170, 72, 183, 62),
          130,
          169,
          88,
          112,
          58,
          68,
          58)),
  /** Delivery van. */
  VAN(
      560,
      new BodyEnd(
          Outline.through(34, 10, 44, 1, 60, 0, 64, 6, 120, 8, 170, 11, 206, 16, 216, 24, 220, 120),
          Outline.through(34, 86, 48, 95, 120, 98, 180, 94, 210, 86, 220, 76),
          136,
          176,
          80,
          122,
          82,
          62,
          92),
      new BodyEnd(
          Outline.through(
              28, 12, 38, 2, 62, 0, 88, 5, 104, 14, 116, 50, 130, 86, 134, 92, 160, 122, 190, 152,
              206, 172, 216, 190, 220, 260),
          Outline.through(28, 84, 42, 93, 90, 97, 130, 96, 190, 88, 220, 74),
          134,
          188,
          84,
          106,
          60,
          64,
          54));

  private final double length;
  private final BodyEnd rear;
  private final BodyEnd front;

  BodyType(double length, BodyEnd rear, BodyEnd front) {
    this.length = length;
    this.rear = rear;
    this.front = front;
  }

  double length() {
    return length;
  }

  BodyEnd end(View.Facing facing) {
    return facing == View.Facing.RECEDING ? rear : front;
  }
}
