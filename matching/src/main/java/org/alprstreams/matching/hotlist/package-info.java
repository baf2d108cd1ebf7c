/**
 * The hotlist: matching reads with entries, alerts and their recall, import, and the commands that
 * change it.
 */
package org.alprstreams.matching.hotlist;
