package org.alprstreams.ingest.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://admin:hush@10.0.0.17:554/stream1?password=hush",
        "rtsp://10.0.0.17:554/user=admin_password=hush_channel=1_stream=0.sdp",
        "rtsp://10.0.0.17:554/stream1#hush"
      })
  void credentialsAreNeverPrintedWhereverTheyStand(String address) {
    // When
    StreamUrl url = StreamUrl.parse(address);

    // Then
    assertThat(url).hasToString("rtsp://10.0.0.17:554");
    assertThat(url.full()).contains("hush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hush",
        "file:///etc/hush",
        "rtsp:hush",
        "rtsp://a:hu sh@host/",
        "rtsp://host/\noption x hush"
      })
  void whatIsNoStreamIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> StreamUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }
}
