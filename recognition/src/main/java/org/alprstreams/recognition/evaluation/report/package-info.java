/**
 * Shows what an evaluation found: as one HTML page with pictures, and as Markdown without any plate
 * in it.
 */
package org.alprstreams.recognition.evaluation.report;
