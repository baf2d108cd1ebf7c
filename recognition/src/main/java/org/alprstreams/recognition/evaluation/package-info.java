/**
 * Measures a reader against labelled photographs: readings as CSV, figures that two sites can
 * compare.
 */
package org.alprstreams.recognition.evaluation;
