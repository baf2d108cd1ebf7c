/** Small charts as SVG text, for reports that must be read without a network or a program. */
package org.alprstreams.recognition.plot;
