package org.alprstreams.schemas.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PlateHashTest {

  private static final String HEX_SECRET =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final PlateText PLATE = new PlateText("8ABC123");

  @Test
  void hashIsHmacSha256InLowerCaseHexadecimal() {
    // When
    String hash = PlateHash.ofSecret(HEX_SECRET).of(PLATE);

    // Then: printf 8ABC123 | openssl dgst -sha256 -mac HMAC -macopt hexkey:0001…1f
    assertThat(hash).isEqualTo("8b6c0ac2f1b4265cf50c7069118075acafd83f75afd255348b27915251411114");
  }

  @Test
  void hexadecimalAndBase64OfOneSecretGiveOneHash() {
    // Given
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(HEX_SECRET));

    // When / Then
    assertThat(PlateHash.ofSecret(base64).of(PLATE))
        .isEqualTo(PlateHash.ofSecret(HEX_SECRET).of(PLATE));
  }

  @Test
  void anotherSecretGivesAnotherHash() {
    // When / Then
    assertThat(new PlateHash(new byte[32]).of(PLATE))
        .isNotEqualTo(PlateHash.ofSecret(HEX_SECRET).of(PLATE));
  }

  @Test
  void shortSecretIsRefused() {
    // When / Then
    assertThatThrownBy(() -> new PlateHash(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31 bytes")
        .hasMessageContaining("32");
  }

  @Test
  void secretThatIsNeitherIsRefusedWithoutQuotingIt() {
    // When / Then
    assertThatThrownBy(() -> PlateHash.ofSecret("hush, this is not base64 at all, is it?"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither hexadecimal nor base64")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }
}
