/**
 * Topics as the usage policy wants them: the retention schedule, what creates topics and registers
 * their schemas, and the check that nothing is kept longer.
 */
package org.alprstreams.service.topics;
