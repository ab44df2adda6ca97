package io.tideline.local.datahub.model;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** A 128-bit number as 32 upper-case hexadecimal digits, so that keys also sort as text. */
public final class HashKey {
  public static final String LOWEST = "0".repeat(32);
  public static final String HIGHEST = "F".repeat(32);

  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger HIGHEST_HALF = HALF.subtract(BigInteger.ONE);

  private HashKey() {}

  /**
   * Where the range of shard {@code index} of {@code count} equal ones begins. As the service has
   * it: each half of the key is so many times the highest half's part.
   */
  public static String boundary(int index, int count) {
    if (index == count) {
      return HIGHEST;
    }
    BigInteger half =
        HIGHEST_HALF.divide(BigInteger.valueOf(count)).multiply(BigInteger.valueOf(index));
    return text(half.multiply(HALF).add(half));
  }

  /** The key of a record that names a partition key. */
  public static String ofPartitionKey(String partitionKey) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
      return text(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks a key that a client sent and writes it as all keys are written. */
  public static String parse(String key) {
    try {
      if (key.length() == 32) {
        return text(new BigInteger(key, 16));
      }
    } catch (NumberFormatException e) {
      throw wrong(key);
    }
    throw wrong(key);
  }

  private static ServiceException wrong(String key) {
    return ServiceException.invalid("Hash key '" + key + "' is not of 32 hexadecimal digits.");
  }

  private static String text(BigInteger value) {
    return String.format("%032x", value).toUpperCase(Locale.ROOT);
  }
}
