/** How states compose the serials of their plates. */
package org.alprstreams.recognition.serial;
