/**
 * The one way into alpr.frames, whatever the source: camera, capture time and picture are checked,
 * what was sent before is recognised, and the broker's acknowledgement awaited.
 */
package org.alprstreams.ingest.frame;
