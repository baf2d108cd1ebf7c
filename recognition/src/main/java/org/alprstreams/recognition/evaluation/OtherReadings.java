package org.alprstreams.recognition.evaluation;

/**
 * Readings at no labelled place. They are not called false: pictures show plates that nobody
 * labelled.
 *
 * @param pictures pictures that could be read and all of whose labels have a place
 * @param count readings there whose IoU with every labelled place is below {@link Score#OVERLAP}
 */
public record OtherReadings(int pictures, int count) {}
