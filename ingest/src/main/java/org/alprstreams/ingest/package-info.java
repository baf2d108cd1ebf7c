/** Cameras and files into alpr.frames: the application, its settings, and what commands share. */
package org.alprstreams.ingest;
