/**
 * Queries over HTTP: checked against the policy, routed to the instances that own the reads,
 * recorded, and only then answered.
 */
package org.alprstreams.retention.query;
