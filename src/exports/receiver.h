// The destination of rows that become a file: a DestReceiver, called by PostgreSQL's executor in a runner, row by row.
#pragma once

#include "exports/datum_cell.h"
#include "exports/file.h"

extern "C" {
#include "tcop/dest.h"
}

namespace studio::exports {

struct FileReceiver {
  DestReceiver head; // PostgreSQL's part; must be first
  File* file;
  RowReader reader;
};

// Fills `receiver` (it lives with the caller). The file must have been initialized.
void file_receiver_init(FileReceiver* receiver, File* file);

} // namespace studio::exports
