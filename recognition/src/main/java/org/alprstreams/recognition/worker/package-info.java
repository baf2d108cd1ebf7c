/** Sharing a bounded number of costly, single-threaded helpers among threads. */
package org.alprstreams.recognition.worker;
