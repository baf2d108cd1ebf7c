/**
 * Sign-in: bearer tokens checked against an issuer's keys, browser sessions in a cookie, and the
 * issuer of tokens for demonstrations.
 */
package org.alprstreams.service.signin;
