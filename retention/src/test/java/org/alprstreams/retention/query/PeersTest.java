package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hangs takes connections, as the system does for a frozen process, and answers nothing. */
class PeersTest {

  private static final Duration DEADLINE = Duration.ofMillis(500);

  private final List<Socket> taken = new ArrayList<>();
  private ServerSocket hung;

  @BeforeEach
  void listen() throws IOException {
    hung = new ServerSocket(0, 2 * Peers.MOST_WAITING, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    hung.close();
    for (Socket socket : taken) {
      socket.close();
    }
  }

  @Test
  void onlySoManyQuestionsWaitForAnInstanceThatHangs() {
    // Given
    Peers peers = peers(Duration.ofMinutes(1));
    List<CompletableFuture<byte[]>> waiting = new ArrayList<>();
    for (int question = 0; question < Peers.MOST_WAITING; question++) {
      waiting.add(ask(peers));
    }

    // When
    CompletableFuture<byte[]> one = ask(peers);

    // Then
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    assertThat(one).isCompletedExceptionally();
    assertThatThrownBy(() -> peers.await(one))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("too many questions");
  }

  @Test
  void whatIsGivenUpMakesPlaceForOthers() {
    // Given
    Peers peers = peers(DEADLINE);

    // When: more than may wait, in two lots
    for (int lot = 0; lot < 2; lot++) {
      List<CompletableFuture<byte[]>> waiting = new ArrayList<>();
      for (int question = 0; question < Peers.MOST_WAITING; question++) {
        waiting.add(ask(peers));
      }

      // Then
      for (CompletableFuture<byte[]> answer : waiting) {
        assertThatThrownBy(() -> Peers.await(answer, System.nanoTime() + 10_000_000_000L))
            .isInstanceOf(ReadsUnavailable.class)
            .hasMessageContaining("does not answer");
      }
    }
  }

  @Test
  void answerThatHangsInItsBodyIsGivenUp() throws IOException {
    // Given
    Peers peers = peers(DEADLINE);

    // When
    CompletableFuture<byte[]> answer = ask(peers);
    Socket socket = hung.accept();
    taken.add(socket);
    socket
        .getOutputStream()
        .write(
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));

    // Then
    assertThatThrownBy(() -> Peers.await(answer, System.nanoTime() + 10_000_000_000L))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("does not answer");
  }

  private CompletableFuture<byte[]> ask(Peers peers) {
    HostInfo host = new HostInfo(hung.getInetAddress().getHostAddress(), hung.getLocalPort());
    return peers.ask(host, "/somewhere", Optional.of("token"), new byte[0]);
  }

  private static Peers peers(Duration deadline) {
    return new Peers(
        new HostInfo("self", 1),
        false,
        Optional.of(new PeerSignature("a secret of thirty-two characters", Clock.systemUTC())),
        HttpClient.newBuilder().connectTimeout(deadline).build(),
        deadline);
  }
}
