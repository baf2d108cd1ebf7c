/**
 * Measures how far engines can be pushed: drawn plates that get smaller, more tilted, more blurred
 * and darker, one thing at a time.
 */
package org.alprstreams.deploy.sweep;
