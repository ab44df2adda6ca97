package io.tideline.connector.datahub.client;

import io.tideline.connector.datahub.client.protocol.Compression;
import java.io.IOException;
import okhttp3.Request;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** A call whose answer is its body, decompressed as its headers say. */
final class SdkBodyCall implements Call<byte[]> {

  private final Call<ResponseBody> call;

  SdkBodyCall(Call<ResponseBody> call) {
    this.call = call;
  }

  @Override
  public Response<byte[]> execute() throws IOException {
    Response<ResponseBody> response = call.execute();
    ResponseBody body = response.body();
    if (body == null) {
      throw new IOException("HTTP status " + response.code() + " without an answer");
    }
    byte[] bytes = body.bytes();
    String encoding = response.headers().get("Content-Encoding");
    String rawSize = response.headers().get(SdkRecordCalls.Service.RAW_SIZE);
    return Response.success(
        encoding == null || rawSize == null
            ? bytes
            : Compression.of(encoding).decompress(bytes, rawSize),
        response.raw());
  }

  @Override
  public void enqueue(Callback<byte[]> callback) {
    throw new UnsupportedOperationException("only called synchronously");
  }

  @Override
  public boolean isExecuted() {
    return call.isExecuted();
  }

  @Override
  public void cancel() {
    call.cancel();
  }

  @Override
  public boolean isCanceled() {
    return call.isCanceled();
  }

  @Override
  public Call<byte[]> clone() {
    return new SdkBodyCall(call.clone());
  }

  @Override
  public Request request() {
    return call.request();
  }
}
