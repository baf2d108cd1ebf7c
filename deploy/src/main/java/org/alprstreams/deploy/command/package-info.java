/**
 * The command line. Commands read arguments and settings and call their module; no logic is here.
 */
package org.alprstreams.deploy.command;
