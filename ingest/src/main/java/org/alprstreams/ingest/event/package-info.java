/**
 * The one way of other makers' readings into alpr.candidates: camera and capture time are checked,
 * what was sent before is recognised, and the broker's acknowledgement awaited.
 */
package org.alprstreams.ingest.event;
