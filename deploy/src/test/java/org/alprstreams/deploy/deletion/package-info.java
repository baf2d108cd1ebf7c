/** Whether everything that is kept goes on its day: topics by their settings, bytes by a search. */
package org.alprstreams.deploy.deletion;
