/**
 * Frames and events over HTTP: routes, answers, and what keeps them from taking too much at once.
 */
package org.alprstreams.ingest.http;
