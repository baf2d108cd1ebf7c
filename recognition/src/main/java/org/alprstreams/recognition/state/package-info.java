/**
 * Tells which state issued a plate from what is printed above and below its serial; says nothing
 * rather than something wrong.
 */
package org.alprstreams.recognition.state;
