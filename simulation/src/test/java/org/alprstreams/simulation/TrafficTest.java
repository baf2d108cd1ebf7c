package org.alprstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.alprstreams.simulation.Passage.Kind;
import org.alprstreams.simulation.scene.View.Facing;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final HotlistSample HOTLIST = HotlistSample.of(5, 10);
  private static final OptOutSample OPT_OUTS = OptOutSample.of(5, 10, HOTLIST);

  @Property(tries = 40)
  void listedVehiclesComeAtTheirShare(
      @ForAll @DoubleRange(max = 0.5) double hotlisted,
      @ForAll @DoubleRange(max = 0.5) double optedOut,
      @ForAll long seed) {
    TrafficSettings settings = TrafficSettings.demo(seed).withShares(hotlisted, optedOut);

    List<Passage> passages = passages(traffic(settings), 600);

    // When both are due at once one of them waits its turn, hence the tolerance.
    double n = passages.size();
    assertThat(count(passages, Kind.HOTLISTED) / n).isBetween(hotlisted - .01, hotlisted + .01);
    assertThat(count(passages, Kind.OPTED_OUT) / n).isBetween(optedOut - .03, optedOut + .01);
  }

  @Test
  void aHotlistedVehicleComesWithinSecondsOfTheStart() {
    for (long seed = 0; seed < 50; seed++) {
      Traffic traffic = traffic(TrafficSettings.demo(seed));
      Encounter encounter = traffic.next();
      while (encounter.passages().stream().noneMatch(p -> p.kind() == Kind.HOTLISTED)) {
        encounter = traffic.next();
      }
      assertThat(encounter.startsAt()).isBefore(START.plusSeconds(6));
    }
  }

  @Test
  void listedVehiclesCarryThePlatesOfTheirListAndOthersNone() {
    for (Passage passage : passages(traffic(TrafficSettings.demo(3)), 2000)) {
      String text = passage.vehicle().plate().text();
      assertThat(HOTLIST.plates().contains(text)).isEqualTo(passage.kind() == Kind.HOTLISTED);
      assertThat(OPT_OUTS.plates().contains(text)).isEqualTo(passage.kind() == Kind.OPTED_OUT);
    }
  }

  @Test
  void encountersStartInOrderAndNeverOverlapAtOneCamera() {
    Traffic traffic = traffic(TrafficSettings.demo(3).withEncountersPerMinute(300));
    Map<String, Instant> ends = new HashMap<>();
    Instant last = START;

    for (int i = 0; i < 1000; i++) {
      Encounter encounter = traffic.next();
      assertThat(encounter.startsAt()).isAfterOrEqualTo(last);
      assertThat(encounter.looks()).isBetween(4, 8);
      Instant before = ends.put(encounter.camera().id(), encounter.endsAt());
      assertThat(before == null || before.isBefore(encounter.startsAt())).isTrue();
      last = encounter.startsAt();
    }
    assertThat(ends).hasSize(40);
  }

  @Test
  void sometimesTwoVehiclesComeAndSometimesNone() {
    Traffic traffic = traffic(TrafficSettings.demo(3));
    Set<Integer> sizes = new HashSet<>();

    for (int i = 0; i < 300; i++) {
      sizes.add(traffic.next().passages().size());
    }

    assertThat(sizes).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void platesGrowTowardsTheCameraAndShrinkAwayFromIt() {
    Traffic traffic = traffic(TrafficSettings.demo(3));

    for (int i = 0; i < 300; i++) {
      Encounter encounter = traffic.next();
      for (Passage passage : encounter.passages()) {
        boolean receding =
            (encounter.camera().view().facing() == Facing.RECEDING) != passage.farLane();
        assertThat(passage.lastWidth() < passage.firstWidth()).isEqualTo(receding);
      }
    }
  }

  @Test
  void frontsShowOnlyPlatesOfStatesThatIssueFrontPlates() {
    Traffic traffic = traffic(TrafficSettings.demo(3));

    for (int i = 0; i < 1000; i++) {
      Encounter encounter = traffic.next();
      for (Passage passage : encounter.passages()) {
        boolean front =
            (encounter.camera().view().facing() == Facing.ONCOMING) != passage.farLane();
        assertThat(front && !passage.vehicle().plate().style().frontPlate()).isFalse();
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameTraffic() {
    Traffic one = traffic(TrafficSettings.demo(9));
    Traffic two = traffic(TrafficSettings.demo(9));

    for (int i = 0; i < 100; i++) {
      assertThat(one.next()).isEqualTo(two.next());
    }
  }

  @Test
  void saysWhenTheTownIsTooSmallForItsTraffic() {
    TrafficSettings settings = TrafficSettings.demo(1).withEncountersPerMinute(600);
    Traffic traffic = new Traffic(Town.of(1, 1), settings, HOTLIST, OPT_OUTS, START);

    assertThatThrownBy(() -> passages(traffic, 20))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("600");
  }

  @Test
  void refusesSharesOfMoreThanTheWhole() {
    assertThatThrownBy(() -> TrafficSettings.demo(1).withShares(0.6, 0.6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.2");
  }

  private static Traffic traffic(TrafficSettings settings) {
    return new Traffic(Town.of(5), settings, HOTLIST, OPT_OUTS, START);
  }

  private static List<Passage> passages(Traffic traffic, int count) {
    List<Passage> passages = new ArrayList<>();
    while (passages.size() < count) {
      passages.addAll(traffic.next().passages());
    }
    return passages;
  }

  private static long count(List<Passage> passages, Kind kind) {
    return passages.stream().filter(passage -> passage.kind() == kind).count();
  }
}
