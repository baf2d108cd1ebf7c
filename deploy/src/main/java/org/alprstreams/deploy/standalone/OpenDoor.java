package org.alprstreams.deploy.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SignInSettings;

/**
 * A standalone without an issuer of tokens lets people in without a password, which is for whoever
 * sits at the machine.
 */
final class OpenDoor {

  private OpenDoor() {}

  /**
   * @throws SettingsException if people at other machines would get in without a password
   */
  static void refuse(Settings settings) {
    String host = settings.of(HttpSettings.class).host();
    boolean meant =
        DemoTokens.hasOwnIssuer(settings.of(SignInSettings.class))
            || settings.of(StandaloneSettings.class).openToNetwork();
    if (!meant && !isLoopback(host)) {
      throw new SettingsException(
          List.of(
              "alpr.http.host is "
                  + host
                  + ", so that other machines reach a sign-in that asks for no password; set"
                  + " alpr.sign-in.issuer and alpr.sign-in.jwks-uri to your OpenID Connect"
                  + " provider, or, where nobody's real reads are kept,"
                  + " alpr.standalone.open-to-network to true"));
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // No address of ours, then.
    }
  }
}
