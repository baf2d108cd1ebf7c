/**
 * Where pictures come from: folders, video files and camera streams, and the commands that import
 * them.
 */
package org.alprstreams.ingest.source;
