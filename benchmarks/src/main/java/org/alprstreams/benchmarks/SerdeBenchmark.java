package org.alprstreams.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the registry-free codec of the state stores costs over bare Avro, on a candidate with a crop
 * of 4 KiB. The bare Avro methods are the baseline.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class SerdeBenchmark {

  private static final int CROP_BYTES = 4096;

  private final PlateCandidate candidate =
      Candidates.look(
          "8XYZ123", "CAM-01", "look-0", Instant.parse("2026-11-23T08:00:00Z"), CROP_BYTES);
  private final Serde<PlateCandidate> serde =
      RecordSerdes.registryFree().store(PlateCandidate.class);
  private final SpecificDatumWriter<PlateCandidate> writer =
      new SpecificDatumWriter<>(PlateCandidate.class);
  private final SpecificDatumReader<PlateCandidate> reader =
      new SpecificDatumReader<>(PlateCandidate.class);
  private final byte[] encoded = serde.serializer().serialize("", candidate);
  private final byte[] bare = bare();

  /** Baseline: Avro's writer alone. */
  @Benchmark
  public byte[] writeBareAvro() {
    return bare();
  }

  /** Ours. */
  @Benchmark
  public byte[] write() {
    return serde.serializer().serialize("", candidate);
  }

  /** Baseline: Avro's reader alone. */
  @Benchmark
  public PlateCandidate readBareAvro() throws IOException {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bare, null);
    return reader.read(null, decoder);
  }

  /** Ours. */
  @Benchmark
  public PlateCandidate read() {
    return serde.deserializer().deserialize("", encoded);
  }

  private byte[] bare() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      writer.write(candidate, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Writing to memory failed.", e);
    }
    return bytes.toByteArray();
  }
}
