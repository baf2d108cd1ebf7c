/** The way from the search page to the service that keeps reads. */
package org.alprstreams.console.reads;
