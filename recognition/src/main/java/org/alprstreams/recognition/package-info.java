/**
 * The recognition application: frames from {@code alpr.frames} are read and every look at a plate
 * becomes a record in {@code alpr.candidates}.
 */
package org.alprstreams.recognition;
