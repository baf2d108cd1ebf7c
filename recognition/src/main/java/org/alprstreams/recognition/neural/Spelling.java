package org.alprstreams.recognition.neural;

/**
 * A text that a plate may say.
 *
 * @param text A–Z and 0–9; may be empty
 * @param probability 0 to 1, or any positive weight where it is said so
 */
record Spelling(String text, double probability) {}
