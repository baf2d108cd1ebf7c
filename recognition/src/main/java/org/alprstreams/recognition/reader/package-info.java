/**
 * What a plate reader is and what it says: a frame in, looks out, in plain Java. Engines live in
 * packages of their own.
 */
package org.alprstreams.recognition.reader;
