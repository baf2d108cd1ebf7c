package org.alprstreams.matching.passage;

import org.alprstreams.avro.PlateRead;

/** What came of a look, or of time passing. */
public sealed interface PassageEvent {

  /** A read, or a revision of one, is to be published; with the images held for it or without. */
  record Published(PlateRead read, boolean withImages) implements PassageEvent {}

  /** A read is taken back under the plate key it was published with. */
  record Retracted(PlateRead read) implements PassageEvent {}

  /** The look just processed is the best of its passage: hold its images. */
  record ImagesHeld(String readId) implements PassageEvent {}

  /** The vehicle rests, and what is said of it next may come without a picture: keep the crop. */
  record CropKept(String readId) implements PassageEvent {}

  /**
   * A published vehicle that rested is seen again, and nothing is published for that: it is to meet
   * what was listed meanwhile.
   */
  record SeenAgain(PlateRead read) implements PassageEvent {}

  /** The passage is over or dropped, or its vehicle rests: let go of its images. */
  record ImagesReleased(String readId) implements PassageEvent {}

  /** A look, or what several looks agreed on, was dropped. */
  record Suppressed(Reason reason) implements PassageEvent {

    /** Why. */
    public enum Reason {
      /** Its plate, or one it may be, is opted out. */
      OPTED_OUT,
      /** A doubtful look where an opted-out vehicle was seen a moment ago. */
      MARKED,
      /** The opt-out list cannot be used. */
      GATE_NOT_READY
    }
  }

  /** The look was processed before. */
  record Duplicate() implements PassageEvent {}

  /** The look was taken too long ago, or is dated ahead: its camera's clock is wrong. */
  record OutOfTime() implements PassageEvent {}

  /** The passage ended and nobody can say what its plate is. */
  record Unreadable() implements PassageEvent {}
}
