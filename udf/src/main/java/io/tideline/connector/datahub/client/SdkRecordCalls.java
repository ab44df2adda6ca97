package io.tideline.connector.datahub.client;

import com.aliyun.datahub.client.auth.Account;
import com.aliyun.datahub.client.common.DatahubConfig;
import com.aliyun.datahub.client.exception.DatahubClientException;
import com.aliyun.datahub.client.http.HttpConfig;
import com.aliyun.datahub.client.impl.DatahubClientPbImpl;
import io.tideline.connector.datahub.client.protocol.Compression;
import java.nio.ByteBuffer;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Streaming;

/**
 * The SDK's client with two calls more, which put and get records as bytes: the SDK's own make
 * objects of every value, and under another name its lz4 finds only its slowest Java code. All
 * around the body (connections, signature, errors) is the SDK's.
 */
final class SdkRecordCalls extends DatahubClientPbImpl {

  /** Of the HTTP statuses of errors; 0 stands for no answer. */
  private static final int FIRST_ERROR = 400;

  private final Compression compression;
  private final Service service;

  SdkRecordCalls(
      String endpoint,
      Account account,
      DatahubConfig config,
      HttpConfig http,
      Compression compression) {
    super(endpoint, account, config, http, null);
    this.compression = compression;
    this.service = getService(Service.class);
  }

  /** How the SDK describes a call. */
  interface Service {
    String SHARD = "projects/{project}/topics/{topic}/shards/{shard}";
    String RAW_SIZE = "x-datahub-content-raw-size";

    @POST(SHARD)
    @Headers("x-datahub-request-action:pub")
    Call<ResponseBody> put(
        @Path("project") String project,
        @Path("topic") String topic,
        @Path("shard") String shard,
        @Header("Content-Encoding") String encoding,
        @Header(RAW_SIZE) String rawSize,
        @Body RequestBody body);

    @POST(SHARD)
    @Headers("x-datahub-request-action:sub")
    @Streaming
    Call<ResponseBody> get(
        @Path("project") String project,
        @Path("topic") String topic,
        @Path("shard") String shard,
        @Header("Content-Encoding") String encoding,
        @Header("Accept-Encoding") String accepted,
        @Header(RAW_SIZE) String rawSize,
        @Body RequestBody body);
  }

  void put(String project, String topic, String shard, ByteBuffer frame) {
    String encoding = compression.encoding();
    callWrapper(service.put(project, topic, shard, encoding, rawSize(frame), compressed(frame)));
  }

  /**
   * The frame that the service answers. The SDK reads an error before anything could decompress it:
   * where it could make nothing of one, the call is made again for an answer that is not
   * compressed.
   */
  byte[] get(String project, String topic, String shard, ByteBuffer frame) {
    try {
      return get(project, topic, shard, frame, compression.encoding());
    } catch (DatahubClientException e) {
      boolean unread = e.getErrorCode() == null || e.getErrorCode().isEmpty();
      if (!unread || e.getHttpStatus() < FIRST_ERROR || compression == Compression.NONE) {
        throw e;
      }
      return get(project, topic, shard, frame, null);
    }
  }

  private byte[] get(
      String project, String topic, String shard, ByteBuffer frame, String accepted) {
    String encoding = compression.encoding();
    return callWrapper(
        new SdkBodyCall(
            service.get(
                project,
                topic,
                shard,
                encoding,
                accepted,
                rawSize(frame),
                compressed(frame.duplicate()))));
  }

  private String rawSize(ByteBuffer frame) {
    return compression == Compression.NONE ? null : Integer.toString(frame.remaining());
  }

  private RequestBody compressed(ByteBuffer frame) {
    return new SdkRequestBody(compression.compress(frame));
  }
}
