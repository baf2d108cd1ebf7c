package org.alprstreams.recognition.evaluation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to evaluate.
 *
 * @param directory folder with JPEG and PNG files; subfolders are not looked into
 * @param labels CSV with the columns {@code file} and {@code plate}, and {@code x,y,width,height}
 *     where known; without it nothing is scored and every image of the folder is read
 * @param readings CSV file to write
 * @param crops whether the images show one plate each, cut out
 */
public record EvaluationOptions(
    Path directory, Optional<Path> labels, Path readings, boolean crops) {}
