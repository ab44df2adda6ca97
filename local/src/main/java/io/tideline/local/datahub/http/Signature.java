package io.tideline.local.datahub.http;

import io.tideline.local.datahub.DatahubSettings;
import io.tideline.local.datahub.model.ErrorCode;
import io.tideline.local.datahub.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Locale;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.UrlEncoded;

/** Checks that a request was signed with the server's key, and not long ago. */
final class Signature {
  private static final String HMAC = "HmacSHA1";
  private static final String PREFIX = "x-datahub-";
  private static final Duration TOLERATED_SKEW = Duration.ofMinutes(15);

  private final String accessId;
  private final SecretKeySpec key;

  Signature(DatahubSettings settings) {
    accessId = settings.accessId();
    key = new SecretKeySpec(settings.accessKey().getBytes(StandardCharsets.UTF_8), HMAC);
  }

  void check(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    int colon = header == null ? -1 : header.indexOf(':');
    if (colon < 0 || !header.startsWith("DATAHUB ")) {
      throw unauthorized("The request is not signed.");
    }
    checkDate(request.getHeaders().get(HttpHeader.DATE));
    String id = header.substring("DATAHUB ".length(), colon);
    byte[] expected = sign(text(request)).getBytes(StandardCharsets.US_ASCII);
    byte[] sent = header.substring(colon + 1).getBytes(StandardCharsets.US_ASCII);
    if (!accessId.equals(id) || !MessageDigest.isEqual(expected, sent)) {
      throw unauthorized("The access id or the signature is wrong.");
    }
  }

  private static void checkDate(String date) {
    try {
      Instant sent =
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(date == null ? "" : date, Instant::from);
      if (Duration.between(sent, Instant.now()).abs().compareTo(TOLERATED_SKEW) > 0) {
        throw unauthorized("The request's Date differs from the server's by over 15 minutes.");
      }
    } catch (DateTimeParseException e) {
      throw unauthorized("The request has no valid Date.");
    }
  }

  private static String text(Request request) {
    TreeMap<String, String> signed = new TreeMap<>();
    HttpFields headers = request.getHeaders();
    for (HttpField field : headers) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      if (name.startsWith(PREFIX)) {
        signed.putIfAbsent(name, name + ":" + field.getValue());
      }
    }
    String contentType = headers.get(HttpHeader.CONTENT_TYPE);
    signed.put("content-type", contentType == null ? "" : contentType);
    signed.put("date", headers.get(HttpHeader.DATE));

    StringBuilder text = new StringBuilder(request.getMethod());
    signed.values().forEach(value -> text.append('\n').append(value));
    HttpURI uri = request.getHttpURI();
    text.append('\n').append(uri.getPath());
    if (uri.getQuery() != null && !uri.getQuery().isEmpty()) {
      text.append('?').append(UrlEncoded.decodeString(uri.getQuery()));
    }
    return text.toString();
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServiceException unauthorized(String message) {
    return new ServiceException(ErrorCode.UNAUTHORIZED, message);
  }
}
