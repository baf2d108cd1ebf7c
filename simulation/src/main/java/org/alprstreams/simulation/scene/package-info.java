/**
 * Street frames: a pinhole camera, a street, vehicles and their plates in perspective, light and
 * the defects of a real camera, with the truth about each plate in sight.
 */
package org.alprstreams.simulation.scene;
