/**
 * Plates in the style of several states: who may carry which text, and how a plate looks. No
 * state's artwork is copied.
 */
package org.alprstreams.simulation.plate;
