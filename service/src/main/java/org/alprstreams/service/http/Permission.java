package org.alprstreams.service.http;

/** What a route lets a caller do. Every route names exactly one. */
public enum Permission {
  /** See alerts with their images. */
  VIEW_ALERTS,
  /** Check, release, dispose of and recall alerts. */
  ACT_ON_ALERTS,
  /** Query kept reads; every query is an access record. */
  QUERY_READS,
  /** Open and close cases, keep reads as evidence, record court orders, export and release. */
  MANAGE_CASES,
  /** Correct the text of a kept read. */
  CORRECT_READS,
  /** Change the hotlist and the opt-out list. */
  MANAGE_LISTS,
  /** Register and change cameras. */
  MANAGE_CAMERAS,
  /** Hand in frames over HTTP. */
  SUBMIT_FRAMES,
  /** See access records, deletion receipts and reports. */
  VIEW_AUDIT,
  /** See metrics, which name no plate and no person. */
  VIEW_METRICS
}
