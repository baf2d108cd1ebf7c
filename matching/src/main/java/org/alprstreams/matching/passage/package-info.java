/**
 * Looks at one vehicle at one camera become one read: association, voting, publication, revision,
 * retraction and closing. Plain domain logic, no Kafka.
 */
package org.alprstreams.matching.passage;
