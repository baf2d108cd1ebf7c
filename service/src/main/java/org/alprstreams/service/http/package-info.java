/** The HTTP server: routes that name the permission they need, sign-in, and problems as answers. */
package org.alprstreams.service.http;
