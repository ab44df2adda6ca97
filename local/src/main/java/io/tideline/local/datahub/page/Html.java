package io.tideline.local.datahub.page;

import org.eclipse.jetty.util.StringUtil;

/** A page around a body, and text that is safe inside one. */
final class Html {
  private static final int LONGEST_TEXT = 200;

  private Html() {}

  /** The text with markup made harmless, cut to a length that can be looked at. */
  static String text(String text) {
    return StringUtil.sanitizeXmlString(
        text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
  }

  static String page(String title, String body) {
    return HEAD.replace("TITLE", text(title))
        + "<h1>"
        + text(title)
        + "</h1>\n"
        + body
        + "</html>\n";
  }

  private static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
      <meta http-equiv="Content-Security-Policy"
        content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>TITLE</title>
      <style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222}
      table{border-collapse:collapse}td,th{padding:.3rem .9rem;border-bottom:1px solid #ddd;
      text-align:left;vertical-align:top;overflow-wrap:anywhere}th{white-space:nowrap}
      .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      .null{color:#999}</style>
      """;
}
