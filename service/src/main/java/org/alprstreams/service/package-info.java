/**
 * What every process shares: the application contract, the context handed to it, and the runtime
 * that starts, watches and ends it.
 */
package org.alprstreams.service;
