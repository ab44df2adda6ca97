package io.tideline.local.demo.shop;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Changes the shop at a steady rate on a thread of its own, until it is told to stop. */
public final class Workload implements AutoCloseable {

  private final ShopDatabase shop;
  private final double changesPerSecond;
  private final long untilEvents;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long events;
  private volatile SQLException failure;

  /**
   * @param shop a connection that only the workload uses
   * @param changesPerSecond at most this many row changes a second
   * @param untilEvents ends by itself when the shop has had this many row events
   */
  public Workload(ShopDatabase shop, double changesPerSecond, long untilEvents)
      throws SQLException {
    this.shop = shop;
    this.changesPerSecond = changesPerSecond;
    this.untilEvents = untilEvents;
    this.events = shop.events();
    this.thread = new Thread(this::run, "workload");
  }

  public void start() {
    thread.start();
  }

  /** Row events of the shop, its initial rows included. */
  public long events() {
    return events;
  }

  /**
   * Whether all changes are applied.
   *
   * @throws SQLException when one failed
   */
  public boolean isDone() throws SQLException {
    if (failure != null) {
      throw failure;
    }
    return !thread.isAlive() && events >= untilEvents;
  }

  /** Ends after the transaction in hand. */
  @Override
  public void close() throws SQLException {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    shop.close();
  }

  private void run() {
    try {
      ShopTransactions transactions = new ShopTransactions(shop.seed());
      long number = shop.nextTransaction();
      long due = System.nanoTime();
      while (!stopping && events < untilEvents) {
        long made = shop.apply(number, transactions.transaction(number));
        events += made;
        number++;
        // What a slow moment held up is caught up with, but no more than a second of it.
        long from = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
        due = from + (long) (made / changesPerSecond * 1e9);
        awaitTurn(due);
      }
    } catch (SQLException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new SQLException("the workload failed: " + e, e);
    }
  }

  private void awaitTurn(long due) {
    while (!stopping && System.nanoTime() < due) {
      LockSupport.parkNanos(Math.min(due - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100)));
    }
  }
}
