package org.alprstreams.retention.query;

/**
 * How far a standby may have been behind the owner of a partition when it answered. What nobody has
 * taken in yet, because the owner is gone, is not counted: it is in no copy.
 *
 * @param partition the partition
 * @param records how many changes of its stores were still to come when that was last measured
 * @param seconds all changes until this long ago are in the answer; rounded up
 */
record Staleness(int partition, long records, long seconds) {}
