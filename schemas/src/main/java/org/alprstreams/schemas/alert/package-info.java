/**
 * What people did about alerts, and what follows from it: one rule for those who show it and those
 * who let data go.
 */
package org.alprstreams.schemas.alert;
