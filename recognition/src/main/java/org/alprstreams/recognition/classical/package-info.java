/**
 * The first engine: plates located with classical image operations (OpenCV), characters read by
 * stock Tesseract.
 */
package org.alprstreams.recognition.classical;
