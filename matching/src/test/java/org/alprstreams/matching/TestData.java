package org.alprstreams.matching;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.Priority;
import org.alprstreams.matching.hotlist.AlertRules;
import org.alprstreams.matching.hotlist.MatchRules;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.matching.passage.PassageRules;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;

/** Looks, entries and opt-outs for tests, with plates that nobody has. */
public final class TestData {

  public static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  public static final String CAMERA = "CAM-1";
  public static final OptOutKeys KEYS = keys(7);

  public static final PassageRules PASSAGES =
      new PassageRules(
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          Duration.ofMinutes(4),
          Duration.ofMinutes(5),
          0.8,
          0.5,
          8);

  public static final MatchingRules RULES =
      new MatchingRules(
          PASSAGES,
          new MatchRules(EnumSet.of(HotlistCategory.STOLEN_VEHICLE, HotlistCategory.AMBER), 1),
          0.05,
          new AlertRules(Duration.ofHours(1), Duration.ofDays(30), Duration.ZERO),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  static {
    // Avro copies only records that it was told to trust, which making a serde does.
    RecordSerdes.registryFree().store(CameraPassages.class);
  }

  private TestData() {}

  public static OptOutKeys keys(int seed) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) seed);
    return new OptOutKeys(new PlateHash(secret), 1);
  }

  /** A look whose every character has this probability and no alternative. */
  public static LookBuilder look(String text, double probability) {
    return new LookBuilder(text, probability);
  }

  public static OptOut optOut(Instant expiresAt) {
    return OptOut.newBuilder()
        .setPlateHash("0".repeat(64))
        .setKeyVersion(1)
        .setProofRef("proof-1")
        .setVerifiedBy("clerk")
        .setVerifiedAt(START)
        .setExpiresAt(expiresAt)
        .build();
  }

  public static HotlistEntry.Builder entry(String entryId, String plate) {
    return listed(entryId, plate).setPlateKey(PlateKey.of(new PlateText(plate)).value());
  }

  /** An entry of which only a part of the plate is known. */
  public static HotlistEntry.Builder partialEntry(String entryId, String pattern) {
    return listed(entryId, pattern).setPlateKey("");
  }

  private static HotlistEntry.Builder listed(String entryId, String plate) {
    return HotlistEntry.newBuilder()
        .setEntryId(entryId)
        .setListId("svs")
        .setPlateText(plate)
        .setState("CA")
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.HIGH)
        .setSourceAgency("Sheriff")
        .setEffectiveAt(START.minus(Duration.ofDays(1)))
        .setAddedBy("clerk")
        .setAddedAt(START);
  }

  public static CharacterReading reading(Object... charactersAndProbabilities) {
    List<CharacterGuess> guesses = new ArrayList<>();
    for (int i = 0; i < charactersAndProbabilities.length; i += 2) {
      guesses.add(
          new CharacterGuess(
              String.valueOf(charactersAndProbabilities[i]),
              ((Number) charactersAndProbabilities[i + 1]).floatValue()));
    }
    return new CharacterReading(guesses);
  }

  /** Builds one look; each has its own id and frame unless told. */
  public static final class LookBuilder {
    private final String text;
    private final List<CharacterReading> characters = new ArrayList<>();
    private final double probability;
    private String id;
    private String frame;
    private String camera = CAMERA;
    private Instant at = START;
    private String state = "CA";
    private int x = 800;
    private String track;
    private boolean preliminary;
    private boolean parked;
    private boolean pictured = true;

    private LookBuilder(String text, double probability) {
      this.text = text;
      this.probability = probability;
      text.chars().forEach(c -> characters.add(reading((char) c, probability)));
    }

    public LookBuilder id(String value) {
      id = value;
      return this;
    }

    public LookBuilder frame(String value) {
      frame = value;
      return this;
    }

    public LookBuilder camera(String value) {
      camera = value;
      return this;
    }

    public LookBuilder atMillis(long afterStart) {
      at = START.plusMillis(afterStart);
      return this;
    }

    public LookBuilder x(int value) {
      x = value;
      return this;
    }

    /** The vehicle as the camera numbers it. */
    public LookBuilder track(String value) {
      track = value;
      return this;
    }

    /** The camera will say more of the track. */
    public LookBuilder preliminary() {
      preliminary = true;
      return this;
    }

    /** The camera says that the vehicle is parked. */
    public LookBuilder parked() {
      parked = true;
      return this;
    }

    public LookBuilder withoutPicture() {
      pictured = false;
      return this;
    }

    public LookBuilder state(String value) {
      state = value;
      return this;
    }

    /** What the reader saw at one position. */
    public LookBuilder saw(int position, Object... charactersAndProbabilities) {
      characters.set(position, reading(charactersAndProbabilities));
      return this;
    }

    public PlateCandidate build() {
      String look = id == null ? text + "@" + at.toEpochMilli() + "+" + x : id;
      return PlateCandidate.newBuilder()
          .setCandidateId(look)
          .setFrameId(frame == null ? "frame-" + at.toEpochMilli() : frame)
          .setCameraId(camera)
          .setCapturedAt(at)
          .setText(text)
          .setCharacters(List.copyOf(characters))
          .setConfidence((float) probability)
          .setDetectionConfidence(0.9f)
          .setState(state)
          .setStateConfidence(state == null ? 0 : 0.9f)
          .setBox(new BoundingBox(x, 500, 100, 50))
          .setFrameWidth(1920)
          .setFrameHeight(1080)
          .setPlateCrop(
              ByteBuffer.wrap((pictured ? "crop of " + look : "").getBytes(StandardCharsets.UTF_8)))
          .setScene(ByteBuffer.wrap("scene".getBytes(StandardCharsets.UTF_8)))
          .setEngine("test")
          .setTrackId(track)
          .setPreliminary(preliminary)
          .setParked(parked)
          .build();
    }
  }
}
