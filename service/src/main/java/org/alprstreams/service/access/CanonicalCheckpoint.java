package org.alprstreams.service.access;

import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.ChainHead;

/** The bytes of a checkpoint that are signed: every field but the signature. */
final class CanonicalCheckpoint {

  private static final String TAG = "alpr-access-checkpoint-1";

  private CanonicalCheckpoint() {}

  static byte[] bytes(AccessCheckpoint checkpoint) {
    CanonicalBytes bytes = new CanonicalBytes(TAG);
    head(bytes, checkpoint.getHead());
    if (checkpoint.getPrevious() == null) {
      bytes.text(null);
    } else {
      head(bytes, checkpoint.getPrevious());
    }
    return bytes.number(checkpoint.getAt().toEpochMilli()).text(checkpoint.getKeyId()).toBytes();
  }

  private static void head(CanonicalBytes bytes, ChainHead head) {
    bytes.text(head.getChainId()).number(head.getRecords()).raw(head.getHash());
  }
}
