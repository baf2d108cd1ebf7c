package org.alprstreams.ingest.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.EventBody.Attachment;
import org.alprstreams.ingest.vendor.EventRefused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsersTest {

  @Test
  void rekorGroupIsOneSightingDatedByItsBestLook() throws Exception {
    // When
    Sighting sighting = single(EventFormat.REKOR, Samples.text("rekor-group.json"));

    // Then
    assertThat(sighting.reading().text().value()).isEqualTo("8SMP042");
    assertThat(sighting.capturedAt()).isEqualTo(Instant.parse("2026-11-23T15:59:56.240Z"));
    assertThat(sighting.camera()).hasValue("1207");
    assertThat(sighting.state())
        .hasValueSatisfying(
            state -> {
              assertThat(state.code()).isEqualTo("CA");
              assertThat(state.confidence()).isCloseTo(0.882, within(1e-9));
            });
    assertThat(sighting.box()).isEqualTo(new BoundingBox(812, 598, 144, 76));
    assertThat(sighting.frame()).isEqualTo(new Sighting.FrameSize(1920, 1080));
    assertThat(sighting.picture()).hasValueSatisfying(p -> assertThat(p.showsPlateOnly()).isTrue());
    assertThat(sighting.track())
        .hasValueSatisfying(
            track -> {
              assertThat(track.id()).startsWith("rekor-").endsWith("-1207-1795449595100/0");
              assertThat(track.preliminary()).isFalse();
              assertThat(track.parked()).isFalse();
            });
    assertThat(sighting.reading().characters().get(4).getAlternatives().get(1).getCharacter())
        .isEqualTo("O");
    assertThat(sighting.identity()).doesNotContain("8SMP042");
  }

  @Test
  void rekorPreviewIsOfTheTrackOfItsFinalGroup() throws Exception {
    // Given a preview of the first two looks, the second of which was the best then
    String document = Samples.text("rekor-group.json");
    String preview = preview(document);

    // When
    Sighting first = single(EventFormat.REKOR, preview);
    Sighting last = single(EventFormat.REKOR, document);

    // Then the look that was the best at last is the earlier one of both
    assertThat(first.track().map(Sighting.Track::id))
        .isEqualTo(last.track().map(Sighting.Track::id));
    assertThat(first.track().map(Sighting.Track::preliminary)).hasValue(true);
    assertThat(first.capturedAt()).isAfter(last.capturedAt());
  }

  @Test
  void rekorPreviewAndFinalGroupOfTheSameLooksAreTwoEvents() throws Exception {
    // Given a vehicle that was seen no more after its preview
    String document = Samples.text("rekor-group.json");

    // When / Then
    assertThat(single(EventFormat.REKOR, withFlag(document, "is_preview", "true")).identity())
        .isNotEqualTo(single(EventFormat.REKOR, document).identity());
  }

  @Test
  void rekorVehiclesThatAreSeenInTheSameFramesAreTwo() throws Exception {
    // Given
    String document = Samples.text("rekor-group.json");
    String other =
        document
            .replaceFirst("\"plate_indexes\": \\[[^]]*]", "\"plate_indexes\": [1, 1, 0]")
            .replace("8SMP042", "9SMP117");

    // When
    Sighting first = single(EventFormat.REKOR, document);
    Sighting second = single(EventFormat.REKOR, other);

    // Then
    assertThat(second.track()).isNotEqualTo(first.track());
    assertThat(second.identity()).isNotEqualTo(first.identity());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"uuids\": \\[[^]]*]', '\"uuids\": []'",
    "'\"plate_indexes\": \\[[^]]*]', '\"plate_indexes\": [0]'",
    "'\"plate_indexes\": \\[[^]]*],', ''"
  })
  void rekorPreviewThatDoesNotNameItsLooksIsLeftAsideAndAGroupIsNot(String from, String to)
      throws Exception {
    // Given
    String document =
        Samples.text("rekor-group.json")
            .replaceFirst(from, to)
            .replaceFirst("\"plate_index\": 0,", "");

    // When / Then: nothing could take it back
    assertThat(Samples.parse(EventFormat.REKOR, withFlag(document, "is_preview", "true")))
        .isEqualTo(new CameraEvent.Ignored("alpr_group_preview"));
    assertThat(single(EventFormat.REKOR, document).track()).isPresent();
    assertThat(single(EventFormat.REKOR, document.replace("9597800", "9597801")).track())
        .isNotEqualTo(single(EventFormat.REKOR, document).track());
  }

  @Test
  void rekorGroupThatNamesItsBestLookOnlyIsOfThatTrack() throws Exception {
    // Given
    String document =
        Samples.text("rekor-group.json").replaceFirst("\"uuids\": \\[[^]]*]", "\"uuids\": []");

    // When / Then
    assertThat(single(EventFormat.REKOR, document).track())
        .hasValueSatisfying(track -> assertThat(track.id()).endsWith("-1795449596240/0"));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "'\"True\"',true", "1,true", "0,false", "null,false"})
  void rekorSaysWhetherAVehicleIsParked(String written, boolean parked) throws Exception {
    // When
    Sighting sighting =
        single(EventFormat.REKOR, withFlag(Samples.text("rekor-group.json"), "is_parked", written));

    // Then
    assertThat(sighting.track().map(Sighting.Track::parked)).hasValue(parked);
  }

  @Test
  void rekorsTestPostIsAcknowledged() throws Exception {
    assertThat(Samples.parse(EventFormat.REKOR, "{\"openalpr_webhook\": \"test\"}"))
        .isEqualTo(new CameraEvent.Ignored("webhook_test"));
    assertRefused(
        EventFormat.REKOR, "{\"openalpr_webhook\": \"on\"}", Reason.MALFORMED, "$.data_type");
  }

  /** As it is sent when a vehicle is followed first: fewer looks, and another one the best. */
  private static String preview(String group) {
    return withFlag(group, "is_preview", "true")
        .replaceFirst(
            "\"uuids\": \\[[^]]*]",
            "\"uuids\": [\"SAMPLEAGENT0000000000000000000000000000A-1207-1795449596900\","
                + " \"SAMPLEAGENT0000000000000000000000000000A-1207-1795449595100\"]")
        .replaceFirst("\"plate_indexes\": \\[[^]]*]", "\"plate_indexes\": [0, 0]")
        .replaceFirst("(\"best_uuid\": \".*-)1795449596240", "$11795449596900");
  }

  private static String withFlag(String group, String name, String value) {
    return group.replaceFirst("\"" + name + "\": [a-z]+", "\"" + name + "\": " + value);
  }

  @Test
  void pictureThatIsNoBase64IsMissingAndTheReadingStays() throws Exception {
    // When
    Sighting sighting =
        single(EventFormat.REKOR, Samples.text("rekor-group.json").replaceFirst("/9j/", "????"));

    // Then
    assertThat(sighting.reading().text().value()).isEqualTo("8SMP042");
    assertThat(sighting.picture()).isEmpty();
  }

  @Test
  void rekorHeartbeatNamesTheCamerasThatSendPictures() throws Exception {
    assertThat(Samples.parse(EventFormat.REKOR, Samples.text("rekor-heartbeat.json")))
        .isEqualTo(new CameraEvent.Heartbeat(List.of("1207")));
  }

  @ParameterizedTest
  @CsvSource({"us-ca,88,CA", "us-CA,88,CA", "us,88,", "us-zz,88,", "mx-ca,88,", "us-ca,30,"})
  void regionThatIsNoStateOrNotSureIsUnknown(String region, double confidence, String state)
      throws Exception {
    // Given
    String document =
        Samples.text("rekor-group.json")
            .replace("\"best_region\": \"us-ca\"", "\"best_region\": \"" + region + "\"")
            .replace("\"region\": \"us-ca\"", "\"region\": \"\"")
            .replace("88.2", String.valueOf(confidence));

    // When / Then
    assertThat(single(EventFormat.REKOR, document).state().map(PlateState::code))
        .isEqualTo(Optional.ofNullable(state));
  }

  @Test
  void plateRecognizerGivesOneSightingForEachUsableResult() throws Exception {
    // When
    CameraEvent.Sightings event =
        (CameraEvent.Sightings)
            Samples.parse(EventFormat.PLATE_RECOGNIZER, Samples.text("plate-recognizer.json"));

    // Then
    assertThat(event.sightings())
        .extracting(s -> s.reading().text().value())
        .containsExactly("8SMP042", "9SMP117");
    assertThat(event.sightings())
        .extracting(Sighting::identity)
        .containsOnly(event.sightings().get(0).identity());
    assertThat(event.sightings().get(0).capturedAt())
        .isEqualTo(Instant.parse("2026-11-23T15:59:58.250117Z"));
    assertThat(event.sightings().get(0).state().map(PlateState::code)).hasValue("CA");
    assertThat(event.sightings().get(1).state()).isEmpty();
    assertThat(event.sightings().get(0).box()).isEqualTo(new BoundingBox(100, 60, 80, 40));
    assertThat(event.skipped())
        .singleElement()
        .satisfies(
            skipped ->
                assertThat(skipped.message())
                    .startsWith("$.data.results[2].plate has 1 letters and digits"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23 15:59:58.250117, 2026-11-23T15:59:58.250117Z, true",
    "2026-11-23T15:59:58, 2026-11-23T15:59:58Z, true",
    "2026-11-23 07:59:58.250117-08:00, 2026-11-23T15:59:58.250117Z, false"
  })
  void plateRecognizersTimeWithoutAnOffsetIsTakenForUtc(
      String written, Instant expected, boolean assumed) throws Exception {
    // Given: Snapshot writes its time so
    String document =
        Samples.text("plate-recognizer.json").replace("2026-11-23T15:59:58.250117Z", written);

    // When
    CameraEvent.Sightings event =
        (CameraEvent.Sightings) Samples.parse(EventFormat.PLATE_RECOGNIZER, document);

    // Then
    CaptureTime captured = event.sightings().get(0).captured();
    assertThat(captured.at()).isEqualTo(expected);
    assertThat(captured.assumption().isPresent()).isEqualTo(assumed);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"plate\": \"8smp042\",', '\"plate\": null,', '$.data.results[0] names no plate'",
    "'\"plate\": \"8smp042\",', '', '$.data.results[0] names no plate'",
    "'\"plate\": \"8smp042\",', '\"plate\": \" \",', '$.data.results[0] names no plate'",
    "'\"score\": 0.936,\n        \"d', '\"d', '$.data.results[0].score is missing'",
    "'\"box\": {\n"
        + "          \"xmin\": 100', '\"x\": {\n"
        + "          \"xmin\": 100', '$.data.results[0].box is missing'",
    "'\"xmax\": 180', '\"xmax\": 100', '$.data.results[0].box is no box'"
  })
  void plateRecognizersResultThatCannotBeUsedDoesNotTakeOthersWithIt(
      String from, String to, String message) throws Exception {
    // When
    CameraEvent.Sightings event =
        (CameraEvent.Sightings)
            Samples.parse(
                EventFormat.PLATE_RECOGNIZER,
                Samples.text("plate-recognizer.json").replace(from, to));

    // Then
    assertThat(event.sightings())
        .extracting(s -> s.reading().text().value())
        .containsExactly("9SMP117");
    assertThat(event.skipped()).hasSize(2);
    assertThat(event.skipped().get(0).message()).startsWith(message);
  }

  @Test
  void plateRecognizersVehicleWithoutPlateIsSkippedWhateverElseItLacks() throws Exception {
    // Given
    String document =
        Samples.text("plate-recognizer.json")
            .replace("\"plate\": \"8smp042\",", "\"plate\": null, \"x\": 1,")
            .replace("\"score\": 0.936,\n        \"dscore\": 0.842", "\"score\": \"none\"");

    // When
    CameraEvent.Sightings event =
        (CameraEvent.Sightings) Samples.parse(EventFormat.PLATE_RECOGNIZER, document);

    // Then
    assertThat(event.sightings()).hasSize(1);
    assertThat(event.skipped().get(0).path()).isEqualTo("$.data.results[0]");
  }

  @Test
  void plateRecognizersVehicleHoldsItsPlateWithScoresPlaceAndRegion() throws Exception {
    // When
    CameraEvent.Sightings event =
        (CameraEvent.Sightings)
            Samples.parse(
                EventFormat.PLATE_RECOGNIZER, Samples.text("plate-recognizer-vehicle.json"));

    // Then the best text wins over the first, and what is no plate is no alternative
    Sighting sighting = event.sightings().get(0);
    assertThat(event.sightings()).hasSize(1);
    assertThat(sighting.reading().text().value()).isEqualTo("8SMP042");
    assertThat(sighting.detection()).isEqualTo(0.902);
    assertThat(sighting.box()).isEqualTo(new BoundingBox(100, 60, 80, 40));
    assertThat(sighting.state().map(PlateState::code)).hasValue("CA");
    assertThat(sighting.reading().characters())
        .extracting(character -> character.getAlternatives().size())
        .containsExactly(1, 1, 1, 1, 2, 1, 1);
    assertThat(sighting.reading().characters().get(4).getAlternatives().get(1).getCharacter())
        .isEqualTo("O");
    assertThat(sighting.reading().characters().get(0).getAlternatives().get(0).getProbability())
        .isCloseTo(0.936f, within(1e-6f));
    assertThat(event.skipped())
        .containsExactly(
            new CameraEvent.Skipped("$.data.results[1]", "$.data.results[1] names no plate"));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"props\": {\n"
        + "            \"plate\"', '\"props\": {\n"
        + "            \"x\"', '.plate names no plate'",
    "'\"score\": 0.902', '\"x\": 1', '.plate.score is missing'",
    "'\"box\": {\n"
        + "            \"xmin\": 100', '\"x\": {\n"
        + "            \"xmin\": 100', '.plate.box is missing'",
    "'8smp042', ' ', '.plate names no plate'",
    "'\"8smp042\"', 'null', '.plate.props.plate[1].value is missing'"
  })
  void plateRecognizersVehicleWhosePlateCannotBeUsedIsUnusable(
      String from, String to, String message) throws Exception {
    String document = Samples.text("plate-recognizer-vehicle.json");
    assertThat(document).contains(from);
    assertSkipped(document.replace(from, to), "$.data.results[0]" + message);
  }

  @Test
  void plateRecognizersPicturesOfOneFrameAreToldApartByPlaces() throws Exception {
    // Given two posts that name the same file, as it is named after the frame's time
    String first = Samples.text("plate-recognizer.json");
    String second = first.replace("\"xmin\": 220", "\"xmin\": 221");
    String read = first.replace("9smp 117", "9smp 111");

    // When / Then the same picture is the same again, whatever is read in it
    assertThat(identity(second)).isNotEqualTo(identity(first));
    assertThat(identity(first.replace("\n", " "))).isEqualTo(identity(first));
    assertThat(identity(read)).isEqualTo(identity(first)).doesNotContainIgnoringCase("smp");
  }

  @Test
  void plateRecognizersVehiclesOfOneFrameAreToldApartByTheirPlates() throws Exception {
    // Given
    String first = Samples.text("plate-recognizer-vehicle.json");
    String second = first.replace("\"xmin\": 100", "\"xmin\": 101");

    // When / Then
    assertThat(identity(second)).isNotEqualTo(identity(first));
    assertThat(identity(first)).doesNotContainIgnoringCase("smp");
  }

  @Test
  void plateRecognizersVehiclesWithoutPlatesAreNoMistake() throws Exception {
    // When
    CameraEvent event =
        Samples.parse(
            EventFormat.PLATE_RECOGNIZER,
            """
            {"data": {"camera_id": "gate", "timestamp": "2026-11-23T15:59:58Z",
             "results": [{"plate": null, "vehicle": {"type": "Van"}}, {"vehicle": {}}]}}
            """);

    // Then
    assertThat(event).isEqualTo(new CameraEvent.Sightings(List.of(), List.of()));
  }

  @Test
  void furtherTextsThatAreNoPlatesAreLeftOut() throws Exception {
    // Given further texts, one of them as long as an event may be
    String document =
        Samples.text("plate-recognizer.json")
            .replace("8smpo42", "8".repeat(4 << 20))
            .replace("9smp11t", "9smp11?");

    // When
    CameraEvent.Sightings event =
        (CameraEvent.Sightings) Samples.parse(EventFormat.PLATE_RECOGNIZER, document);

    // Then each position has its one guess
    assertThat(event.sightings())
        .hasSize(2)
        .allSatisfy(
            sighting ->
                assertThat(sighting.reading().characters())
                    .allSatisfy(c -> assertThat(c.getAlternatives()).hasSize(1)));
  }

  private static void assertSkipped(String document, String message) throws EventRefused {
    CameraEvent.Sightings event =
        (CameraEvent.Sightings) Samples.parse(EventFormat.PLATE_RECOGNIZER, document);
    assertThat(event.sightings()).isEmpty();
    assertThat(event.skipped().get(0).message()).isEqualTo(message);
  }

  private static String identity(String document) throws EventRefused {
    CameraEvent.Sightings event =
        (CameraEvent.Sightings) Samples.parse(EventFormat.PLATE_RECOGNIZER, document);
    return event.sightings().get(0).identity();
  }

  @Test
  void axisEventsOfOneCarAreOfOneTrack() throws Exception {
    // When
    Sighting first = single(EventFormat.AXIS, Samples.text("axis-new.json"));
    Sighting second = single(EventFormat.AXIS, Samples.text("axis-update.json"));
    Sighting last = single(EventFormat.AXIS, Samples.text("axis-lost.json"));

    // Then
    assertThat(List.of(first, second, last))
        .extracting(Sighting::track)
        .containsOnly(Optional.of(Sighting.Track.of("axis-4711")));
    assertThat(List.of(first, second, last)).extracting(Sighting::identity).doesNotHaveDuplicates();
    assertThat(first.reading().text().value()).isEqualTo("8SMP042");
    assertThat(second.reading().text().value()).isEqualTo("8SMP842");
    assertThat(first.reading().confidence()).isCloseTo(0.873, within(1e-6));
    assertThat(first.box()).isEqualTo(new BoundingBox(640, 552, 148, 70));
    assertThat(first.picture()).isPresent();
    assertThat(last.picture()).isEmpty();
    assertThat(last.capturedAt()).isEqualTo(Instant.parse("2026-11-23T15:59:53.200Z"));
  }

  @Test
  void axisTimeWithoutCaptureTimestampNeedsItsOffset() throws Exception {
    // Given
    String document =
        Samples.text("axis-new.json").replaceFirst("\"capture_timestamp\": \"\\d+\",", "");

    // When / Then
    assertRefused(EventFormat.AXIS, document, Reason.MALFORMED, "$.datetime");
    assertThat(
            single(EventFormat.AXIS, document.replace(" 155940000\"", " 075940000-0800\""))
                .capturedAt())
        .isEqualTo(Instant.parse("2026-11-23T15:59:40Z"));
  }

  @Test
  void hikvisionTakesEachCharactersOwnScoreButNoneAboveThePlates() throws Exception {
    // Given
    EventBody body =
        new EventBody(
            Samples.text("hikvision-anpr.xml").getBytes(java.nio.charset.StandardCharsets.UTF_8),
            List.of(
                new Attachment("detectionPicture.jpg", "image/jpeg", new byte[] {1}),
                new Attachment("licensePlatePicture.jpg", "image/jpeg", new byte[] {2})));

    // When
    Sighting sighting =
        ((CameraEvent.Sightings) EventFormat.HIKVISION.parser().parse(body)).sightings().get(0);

    // Then
    assertThat(sighting.reading().text().value()).isEqualTo("8SMP042");
    assertThat(sighting.reading().confidence()).isCloseTo(0.62, within(1e-6));
    assertThat(sighting.reading().characters().get(0).getAlternatives().get(0).getProbability())
        .isCloseTo(0.96f, within(1e-6f));
    assertThat(sighting.capturedAt()).isEqualTo(Instant.parse("2026-11-23T15:59:59Z"));
    assertThat(sighting.box()).isEqualTo(new BoundingBox(430, 275, 106, 52));
    assertThat(sighting.picture())
        .hasValueSatisfying(picture -> assertThat(picture.bytes()).containsExactly(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "UNKNOWN", "noplate", "noPlate", "No Plate", "NO-PLATE"})
  void hikvisionsWordsForNoReadingAreNoPlates(String written) {
    assertRefused(
        EventFormat.HIKVISION,
        Samples.text("hikvision-anpr.xml").replace(">8SMP042<", ">" + written + "<"),
        Reason.UNUSABLE,
        "names no plate");
  }

  @ParameterizedTest
  @CsvSource({"106,0", "52,0"})
  void hikvisionsPlaceWithoutSizeIsAMissingOne(String size, String none) throws Exception {
    // Given
    String document = Samples.text("hikvision-anpr.xml");
    String without = document.replaceFirst("(?s)<plateRect>.*</plateRect>", "");

    // When
    Sighting sighting =
        single(EventFormat.HIKVISION, document.replace(">" + size + "<", ">" + none + "<"));

    // Then
    assertThat(sighting.box()).isEqualTo(single(EventFormat.HIKVISION, without).box());
    assertThat(sighting.reading().text().value()).isEqualTo("8SMP042");
  }

  @ParameterizedTest
  @CsvSource({
    "<line>1<, <line>2<",
    "<X>430<, <X>431<",
    "<absTime>20261123075959120<, <absTime>20261123075959640<"
  })
  void hikvisionsVehiclesOfOneSecondAreToldApartWithoutUuid(String from, String to)
      throws Exception {
    // Given
    String first =
        Samples.text("hikvision-anpr.xml")
            .replaceFirst("<UUID>.*</UUID>", "")
            .replace("<plateRect>", "<absTime>20261123075959120</absTime><plateRect>");

    // When / Then the same event is the same again, and its plate is not part of it
    String identity = single(EventFormat.HIKVISION, first).identity();
    assertThat(single(EventFormat.HIKVISION, first.replace(from, to)).identity())
        .isNotEqualTo(identity);
    assertThat(single(EventFormat.HIKVISION, first.replace("8SMP042", "8SMP043")).identity())
        .isEqualTo(identity)
        .doesNotContain("SMP");
  }

  @ParameterizedTest
  @CsvSource({"2, true", "1, false", "left, true", "-1, true"})
  void hikvisionsLanesAreApartWhereTheCameraDoesNotSayWhereThePlateIs(String lane, boolean apart)
      throws Exception {
    // Given a camera without rectangles
    String document =
        Samples.text("hikvision-anpr.xml").replaceAll("(?s)<plateRect>.*?</plateRect>", "");

    // When
    BoundingBox first = single(EventFormat.HIKVISION, document).box();
    BoundingBox other =
        single(EventFormat.HIKVISION, document.replace("<line>1<", "<line>" + lane + "<")).box();

    // Then two vehicles side by side are at two places
    assertThat(Math.abs(first.getX() - other.getX()) >= 100).isEqualTo(apart);
  }

  @Test
  void hikvisionsOtherEventsAreLeftAside() throws Exception {
    assertThat(
            Samples.parse(
                EventFormat.HIKVISION,
                Samples.text("hikvision-anpr.xml").replace(">ANPR<", ">VMD<")))
        .isEqualTo(new CameraEvent.Ignored("other-event"));
  }

  @Test
  void documentTypesAndTheirEntitiesAreRefused() {
    // Given: the classic attack, and the bomb
    String external =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<EventNotificationAlert><eventType>&x;</eventType></EventNotificationAlert>";
    String bomb =
        "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>"
            + "<EventNotificationAlert><eventType>&c;</eventType></EventNotificationAlert>";

    // When / Then
    assertRefused(EventFormat.HIKVISION, external, Reason.MALFORMED, "document type");
    assertRefused(EventFormat.HIKVISION, bomb, Reason.MALFORMED, "document type");
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        change("rekor-group.json", "\"data_type\": \"alpr_group\"", "\"x\": 1", "$.data_type"),
        change("rekor-group.json", "\"epoch_start\": 1", "\"epoch_start\": -1", "$.epoch_start"),
        change(
            "rekor-group.json", "\"best_plate\": {", "\"best_plate\": 7, \"x\": {", "$.best_plate"),
        change(
            "rekor-group.json",
            "\"confidence\": 86.1",
            "\"confidence\": 861",
            "$.candidates[1].confidence"),
        change("rekor-group.json", "\"y\": 668", "\"z\": 668", "$.best_plate.coordinates[2].y"),
        change("rekor-group.json", "\"is_parked\": false", "\"is_parked\": \"no\"", "$.is_parked"),
        change(
            "plate-recognizer.json",
            "\"xmin\": 220",
            "\"xmin\": \"left\"",
            "$.data.results[1].box.xmin"),
        change("plate-recognizer.json", "\"8smp042\"", "7", "$.data.results[0].plate"),
        change(
            "plate-recognizer-vehicle.json", "0.902", "\"high\"", "$.data.results[0].plate.score"),
        change(
            "plate-recognizer-vehicle.json",
            "\"8smp042\"",
            "7",
            "$.data.results[0].plate.props.plate[1].value"),
        change("plate-recognizer.json", "T15:59:58", "T25:59:58", "$.data.timestamp"),
        change("plate-recognizer.json", "\"results\": [", "\"result\": [", "$.data.results"),
        change("axis-new.json", "\"0.873\"", "\"high\"", "$.plateConfidence"),
        change("axis-new.json", "\"carState\": \"new\"", "\"carState\": \"parked\"", "$.carState"),
        change("axis-new.json", "\"carID\"", "\"carId\"", "$.carID"),
        change("axis-new.json", "640,", "", "$.plateCoordinates"),
        change("hikvision-anpr.xml", "-08:00", "", "/EventNotificationAlert/dateTime"),
        change(
            "hikvision-anpr.xml", ">96<", ">high<", "/EventNotificationAlert/ANPR/confidenceLevel"),
        change(
            "hikvision-anpr.xml", ",62,", ",x,", "/EventNotificationAlert/ANPR/plateCharBelieve"));
  }

  @ParameterizedTest
  @MethodSource
  void malformed(String sample, String from, String to, String path) {
    String document = Samples.text(sample);
    assertThat(document).contains(from);
    assertRefused(
        format(sample),
        document.replaceFirst(
            java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)),
        Reason.MALFORMED,
        path);
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        change(
            "rekor-group.json",
            "\"best_plate_number\": \"8SMP042\"",
            "\"best_plate_number\": \"8\"",
            "$.best_plate_number"),
        change("rekor-group.json", "\"alpr_group\"", "\"alpr_gossip\"", "$.data_type"),
        change("axis-new.json", "8SMP042", "----", "$.plateUTF8"),
        change("axis-new.json", "8SMP042", "8SMP0420042", "$.plateUTF8"),
        change("axis-new.json", "8SMP042", "8ЅМР042", "$.plateUTF8"),
        change("axis-new.json", "8SMP042", "8SMP?042", "$.plateUTF8"),
        change("axis-new.json", "8SMP042", "8SMP\\u0000042", "$.plateUTF8 has control characters"),
        change("axis-new.json", "8SMP042", "8SMP\\u200B042", "$.plateUTF8 has control characters"),
        change("axis-new.json", "8SMP042", "<b>8SMP042", "angle brackets"),
        change(
            "hikvision-anpr.xml",
            ">8SMP042<",
            ">unknown<",
            "/EventNotificationAlert/ANPR/licensePlate"));
  }

  @ParameterizedTest
  @MethodSource
  void unusable(String sample, String from, String to, String path) {
    String document = Samples.text(sample);
    assertThat(document).contains(from);
    assertRefused(format(sample), document.replace(from, to), Reason.UNUSABLE, path);
  }

  @ParameterizedTest
  @CsvSource({"''", "'{'", "'[]'", "'null'", "'7'", "'{} {}'", "'{\"a\":'"})
  void whatIsNoJsonObjectIsMalformed(String document) {
    assertRefused(EventFormat.REKOR, document, Reason.MALFORMED, "");
  }

  @Test
  void deepNestingIsMalformed() {
    assertRefused(EventFormat.AXIS, "{\"a\":" + "[".repeat(100_000), Reason.MALFORMED, "JSON");
  }

  private static void assertRefused(
      EventFormat format, String document, Reason reason, String words) {
    assertThatThrownBy(() -> Samples.parse(format, document))
        .isInstanceOfSatisfying(
            EventRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason))
        .hasMessageContaining(words)
        .hasMessageNotContaining("8SMP");
  }

  private static Arguments change(String sample, String from, String to, String path) {
    return Arguments.of(sample, from, to, path);
  }

  static EventFormat format(String sample) {
    return Stream.of(EventFormat.values())
        .filter(format -> sample.startsWith(format.label()))
        .findFirst()
        .orElseThrow();
  }

  private static Sighting single(EventFormat format, String document) throws EventRefused {
    CameraEvent.Sightings event = (CameraEvent.Sightings) Samples.parse(format, document);
    assertThat(event.sightings()).hasSize(1);
    return event.sightings().get(0);
  }
}
