/** Moving pictures into single JPEGs: files by the means at hand, cameras through ffmpeg. */
package org.alprstreams.ingest.video;
