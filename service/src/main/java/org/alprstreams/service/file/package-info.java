/** Files of a process that are still there, and whole, after a power cut. */
package org.alprstreams.service.file;
