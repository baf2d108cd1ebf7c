/**
 * Plate text, plate key and look-alike characters: the only place that knows which characters are
 * mistaken for each other.
 */
package org.alprstreams.schemas.plate;
