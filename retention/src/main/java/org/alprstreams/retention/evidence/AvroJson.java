package org.alprstreams.retention.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records in Avro's JSON encoding, as bundles hold them. */
public final class AvroJson {

  private AvroJson() {}

  /** The record, on several lines. */
  public static String of(SpecificRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      JsonEncoder encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), bytes, true);
      new SpecificDatumWriter<>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail.", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
