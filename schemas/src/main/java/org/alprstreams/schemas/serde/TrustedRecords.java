package org.alprstreams.schemas.serde;

import org.alprstreams.avro.Frame;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro, which since 1.12.2 loads no class that nobody vouched for, that our generated records
 * are ours. Adds to whatever else the process trusts.
 */
public final class TrustedRecords {

  static {
    String ours = Frame.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(ours)));
  }

  private TrustedRecords() {}

  /** Vouches for the generated records; calling it again changes nothing. */
  public static void trust() {
    // The class initializer above did it, once.
  }
}
