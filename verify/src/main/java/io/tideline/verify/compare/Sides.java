package io.tideline.verify.compare;

import io.tideline.verify.column.TableShape;
import io.tideline.verify.database.DatabaseTable;
import io.tideline.verify.database.SourceDatabase;
import io.tideline.verify.files.EventFiles;
import io.tideline.verify.files.RebuiltTable;

/**
 * The two sides of a comparison.
 *
 * @param shape what of the table is compared
 * @param table in the database
 * @param files that tell the table
 * @param rebuilt the table that they tell
 */
public record Sides(
    TableShape shape,
    SourceDatabase database,
    DatabaseTable table,
    EventFiles files,
    RebuiltTable rebuilt) {}
