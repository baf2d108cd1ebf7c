/**
 * Images on their way in and out: headers checked before pixels are unpacked, pixels on the Java
 * heap, crops and scaled copies as JPEG.
 */
package org.alprstreams.recognition.image;
