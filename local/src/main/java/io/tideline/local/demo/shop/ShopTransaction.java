package io.tideline.local.demo.shop;

import java.util.List;

/** Statements that are committed together, or, to test that too, rolled back. */
record ShopTransaction(List<Change> changes, boolean rolledBack) {

  static ShopTransaction of(Change... changes) {
    return new ShopTransaction(List.of(changes), false);
  }
}
