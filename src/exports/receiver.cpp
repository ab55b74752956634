#include "exports/receiver.h"

namespace studio::exports {

namespace {

FileReceiver* receiver_of(DestReceiver* self) { return reinterpret_cast<FileReceiver*>(self); }

void startup(DestReceiver* self, int, TupleDesc columns) {
  FileReceiver* receiver = receiver_of(self);
  row_reader_init(&receiver->reader, columns, wants_json(receiver->file->options));
  file_begin(receiver->file, receiver->reader.columns, receiver->reader.count);
}

bool receive(TupleTableSlot* slot, DestReceiver* self) {
  FileReceiver* receiver = receiver_of(self);
  row_reader_read(&receiver->reader, slot);
  return file_row(receiver->file, receiver->reader.cells);
}

void shutdown(DestReceiver* self) { file_end(receiver_of(self)->file); }

void destroy(DestReceiver*) {}

} // namespace

void file_receiver_init(FileReceiver* receiver, File* file) {
  memset(static_cast<void*>(receiver), 0, sizeof *receiver);
  receiver->head.receiveSlot = receive;
  receiver->head.rStartup = startup;
  receiver->head.rShutdown = shutdown;
  receiver->head.rDestroy = destroy;
  receiver->head.mydest = DestRemote;
  receiver->file = file;
}

} // namespace studio::exports
