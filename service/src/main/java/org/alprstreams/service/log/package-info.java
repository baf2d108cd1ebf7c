/** Keeps data of reads out of logs: exceptions without their messages. */
package org.alprstreams.service.log;
