/** What files are by their first bytes, never by their names: pictures, and text in UTF-16. */
package org.alprstreams.service.format;
