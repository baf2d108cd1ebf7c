package org.alprstreams.retention;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.TrustedRecords;

/** Made-up reads, images and opt-outs. */
public final class SampleReads {

  private SampleReads() {}

  public static String key(String plate) {
    return PlateKey.of(new PlateText(plate)).value();
  }

  public static PlateRead read(String readId, String plate, String camera, Instant at) {
    TrustedRecords.trust();
    return PlateRead.newBuilder()
        .setReadId(readId)
        .setRevision(0)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(key(plate))
        .setPlateText(plate)
        .setCharacters(plate.chars().mapToObj(c -> character((char) c, 0.93f)).toList())
        .setConfidence(0.93f)
        .setState("CA")
        .setStateConfidence(0.8f)
        .setCameraId(camera)
        .setCapturedAt(at)
        .setFirstSeenAt(at)
        .setLastSeenAt(at)
        .setLooks(3)
        .setOver(true)
        .setFrameId("frame-" + readId)
        .setBox(new BoundingBox(10, 20, 120, 60))
        .setEngine("test 1")
        .build();
  }

  /** A read whose characters leave no doubt. */
  public static PlateRead sureRead(String readId, String plate, String camera, Instant at) {
    TrustedRecords.trust();
    return PlateRead.newBuilder(read(readId, plate, camera, at))
        .setCharacters(plate.chars().mapToObj(c -> character((char) c, 0.99f)).toList())
        .setConfidence(0.99f)
        .build();
  }

  /** The next revision of a read, its best look taken that much later. */
  public static PlateRead revised(PlateRead read, Instant at) {
    TrustedRecords.trust();
    return PlateRead.newBuilder(read)
        .setRevision(read.getRevision() + 1)
        .setCapturedAt(at)
        .setLastSeenAt(at)
        .build();
  }

  public static PlateRead retracted(PlateRead read) {
    TrustedRecords.trust();
    return PlateRead.newBuilder(read)
        .setRevision(read.getRevision() + 1)
        .setStatus(ReadStatus.RETRACTED)
        .build();
  }

  public static ReadImage image(PlateRead read) {
    return ReadImage.newBuilder()
        .setReadId(read.getReadId())
        .setRead(read)
        .setPlateCrop(bytes("crop of " + read.getReadId()))
        .setScene(bytes("scene of " + read.getReadId()))
        .build();
  }

  public static OptOut optOut(String hash, Instant expiresAt) {
    return OptOut.newBuilder()
        .setPlateHash(hash)
        .setKeyVersion(1)
        .setProofRef("proof-1")
        .setVerifiedBy("clerk")
        .setVerifiedAt(Instant.parse("2026-01-01T00:00:00Z"))
        .setExpiresAt(expiresAt)
        .build();
  }

  private static CharacterReading character(char c, float probability) {
    return new CharacterReading(List.of(new CharacterGuess(String.valueOf(c), probability)));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
