package org.alprstreams.simulation.scene;

/** A corner of a plate in the frame, in pixels from the upper left; fractions are meant. */
public record Corner(double x, double y) {}
