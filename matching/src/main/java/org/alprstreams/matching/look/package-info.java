/**
 * What a reader saw at the positions of a plate, as distributions over the 36 plate characters.
 * Gate, passages and hotlist all reason on it.
 */
package org.alprstreams.matching.look;
