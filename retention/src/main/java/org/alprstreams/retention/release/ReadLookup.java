package org.alprstreams.retention.release;

import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.evidence.AvroJson;
import org.alprstreams.retention.query.Bytes;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.QueryRoutes.Doors;
import org.alprstreams.retention.query.ReadRef;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.apache.kafka.streams.state.HostInfo;

/** Finds the read of an alert, whole, on whatever instance keeps it. */
final class ReadLookup {

  private static final String PEER_PATH = "/internal/retention/read";

  /** A better look moves the time of a read, for which its alert need not be revised. */
  private static final Duration PASSAGE = Duration.ofHours(1);

  private final Doors doors;

  ReadLookup(Doors doors) {
    this.doors = doors;
  }

  /** Registers the route by which instances ask each other; whoever was asked first records it. */
  void register(HttpRoutes routes) {
    if (doors.peers().isConnected()) {
      routes.post(PEER_PATH, Permission.MANAGE_CASES, this::answerPeer);
    }
  }

  /**
   * The read as it is kept, or empty where it has expired, was retracted, or says another text now.
   *
   * @throws ReadsUnavailable if its owner is changing or silent
   */
  Optional<ReadFile> find(Alert alert, Context caller) {
    return doors
        .search()
        .search(
            Map.of(
                "plate",
                alert.getPlateText(),
                "from",
                alert.getCapturedAt().minus(PASSAGE).toString(),
                "to",
                alert.getCapturedAt().plus(PASSAGE).toString()))
        .run()
        .apply(caller)
        .reads()
        .stream()
        .filter(read -> read.readId().equals(alert.getReadId()))
        .findFirst()
        .flatMap(read -> ask(read, caller));
  }

  private Optional<ReadFile> ask(ReadRef read, Context caller) {
    HostInfo owner = doors.search().byOwner(List.of(read)).keySet().iterator().next();
    Peers peers = doors.peers();
    if (peers.isSelf(owner)) {
      return local(read);
    }
    byte[] answer = peers.await(peers.ask(owner, PEER_PATH, caller, Json.write(read)));
    try {
      return Json.read(answer, new TypeReference<>() {});
    } catch (IOException e) {
      throw new ReadsUnavailable("An instance of another release answers.", e);
    }
  }

  private void answerPeer(Context context) {
    ReadRef read = doors.peers().question(context, ReadRef.class);
    Responses.json(context, Responses.available(() -> local(read)));
  }

  private Optional<ReadFile> local(ReadRef read) {
    return doors.local().find(read).map(ReadLookup::file);
  }

  private static ReadFile file(ReadImage image) {
    return new ReadFile(
        AvroJson.of(image.getRead()),
        image.getRead().getEngine(),
        Bytes.of(image.getPlateCrop()),
        Bytes.of(image.getScene()));
  }
}
