package org.alprstreams.benchmarks.throughput;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a run took of this process.
 *
 * @param looks how many were worked through
 * @param seconds from the first look to the last commit
 * @param cpuSeconds processor time of the whole process, garbage collection and compilers included
 */
record Measurement(int looks, double seconds, double cpuSeconds) {

  private static final double NANOS = 1e9;

  static Running begin() {
    return new Running(System.nanoTime(), cpuNanos());
  }

  double perSecond() {
    return looks / seconds;
  }

  double cpuMicros() {
    return cpuSeconds * 1e6 / looks;
  }

  String line(String name) {
    return String.format(
        Locale.ROOT,
        "%-12s %7d looks in %6.1f s: %7.0f looks/s, %6.0f µs of processor a look",
        name,
        looks,
        seconds,
        perSecond(),
        cpuMicros());
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** A measurement that has begun. */
  record Running(long beganNanos, long beganCpuNanos) {

    Measurement end(int looks) {
      return new Measurement(
          looks, (System.nanoTime() - beganNanos) / NANOS, (cpuNanos() - beganCpuNanos) / NANOS);
    }
  }
}
