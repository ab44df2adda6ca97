package io.tideline.local.datahub.storage;

import java.util.Arrays;

/** Where some batches of a segment begin; not thread safe. */
final class SparseIndex {
  private static final int STEP_BYTES = 32 * 1024;

  private long[] sequences = new long[16];
  private long[] times = new long[16];
  private int[] positions = new int[16];
  private int size;

  /** Notes a batch, if the last one noted is far enough before it. */
  void add(long sequence, long time, int position) {
    if (size > 0 && position - positions[size - 1] < STEP_BYTES) {
      return;
    }
    if (size == sequences.length) {
      sequences = Arrays.copyOf(sequences, size * 2);
      times = Arrays.copyOf(times, size * 2);
      positions = Arrays.copyOf(positions, size * 2);
    }
    sequences[size] = sequence;
    times[size] = time;
    positions[size++] = position;
  }

  /** Position of the last noted batch that begins at or before the sequence. */
  int beforeSequence(long sequence) {
    return position(Arrays.binarySearch(sequences, 0, size, sequence));
  }

  /** Position of a noted batch before which no record has this time or a later one. */
  int beforeTime(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : positions[low - 1];
  }

  private int position(int found) {
    int index = found >= 0 ? found : -found - 2;
    return index < 0 ? 0 : positions[index];
  }
}
