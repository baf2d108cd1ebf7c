/** Frames over HTTP: one route, its answers, and what keeps it from taking too much at once. */
package org.alprstreams.ingest.http;
