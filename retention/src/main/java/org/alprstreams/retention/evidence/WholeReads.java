package org.alprstreams.retention.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.query.Bytes;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.LocalReads;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.ReadRef;
import org.alprstreams.retention.query.ReadSearch;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.apache.kafka.streams.state.HostInfo;

/** Kept reads with their images, from whatever instances keep them. */
final class WholeReads {

  private final LocalReads local;
  private final ReadSearch search;
  private final Peers peers;

  WholeReads(LocalReads local, ReadSearch search, Peers peers) {
    this.local = local;
    this.search = search;
    this.peers = peers;
  }

  /**
   * Those of these reads that are kept, in no order.
   *
   * @param images whether with their images, as far as these are kept
   * @param end how long that may take, an instant of {@link System#nanoTime}
   * @throws ReadsUnavailable if an owner is changing or silent
   */
  List<ReadImage> of(List<ReadRef> wanted, boolean images, Context caller, long end) {
    List<CompletableFuture<byte[]>> asked = new ArrayList<>();
    List<ReadImage> found = new ArrayList<>();
    for (Map.Entry<HostInfo, List<ReadRef>> owned : search.byOwner(wanted).entrySet()) {
      EvidenceCall.Whole part = new EvidenceCall.Whole(owned.getValue(), images);
      if (peers.isSelf(owned.getKey())) {
        found.addAll(kept(part));
      } else {
        asked.add(
            peers.ask(
                owned.getKey(), EvidencePeerRoute.PATH, caller, Json.write(EvidenceCall.of(part))));
      }
    }
    asked.forEach(answer -> found.addAll(decoded(Peers.await(answer, end))));
    return found;
  }

  /** Those that this instance keeps, for another one: each in Avro's single-object encoding. */
  List<byte[]> local(EvidenceCall.Whole call) {
    return kept(call).stream().map(WholeReads::encoded).toList();
  }

  private List<ReadImage> kept(EvidenceCall.Whole call) {
    return call.reads().stream()
        .map(local::find)
        .flatMap(Optional::stream)
        .map(read -> call.images() ? read : withoutImages(read))
        .toList();
  }

  private static ReadImage withoutImages(ReadImage read) {
    return ReadImage.newBuilder(read).setPlateCrop(null).setScene(null).build();
  }

  private static byte[] encoded(ReadImage read) {
    try {
      return Bytes.of(read.toByteBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail.", e);
    }
  }

  private static List<ReadImage> decoded(byte[] answer) {
    try {
      List<ReadImage> reads = new ArrayList<>();
      for (byte[] read : Json.read(answer, new TypeReference<List<byte[]>>() {})) {
        reads.add(ReadImage.fromByteBuffer(ByteBuffer.wrap(read)));
      }
      return reads;
    } catch (IOException e) {
      throw new ReadsUnavailable("An instance of another release answers.", e);
    }
  }
}
