package org.alprstreams.recognition.evaluation;

import java.util.Optional;

/**
 * What a person says an image shows.
 *
 * @param file name of the image in its folder
 * @param plate text as labelled
 * @param place where the plate is, if labelled
 */
record Label(String file, String plate, Optional<Place> place) {}
