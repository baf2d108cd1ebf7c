package org.alprstreams.recognition.evaluation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to evaluate.
 *
 * @param directory folder with JPEG and PNG files; subfolders are not looked into
 * @param labels CSV with the columns {@code file} and {@code plate}, and {@code x,y,width,height}
 *     and {@code state} where known; an empty {@code plate} says that the picture shows none;
 *     without it nothing is scored and every image of the folder is read
 * @param readings CSV file to write
 * @param crops whether the images show one plate each, cut out
 * @param pictures whether to keep a picture of every plate that was not read exactly
 * @param maxPixels width × height above which a picture is refused undecoded, as in the pipeline
 */
public record EvaluationOptions(
    Path directory,
    Optional<Path> labels,
    Path readings,
    boolean crops,
    boolean pictures,
    long maxPixels) {}
