/* The least of a WebSocket client that the benchmark needs: sends short text, reads messages and throws them away. */
#ifndef STUDIO_BENCH_WEBSOCKET_H
#define STUDIO_BENCH_WEBSOCKET_H

#include <stddef.h>
#include <stdint.h>

struct WebSocket {
  int fd;
  char buffer[256 * 1024];
  size_t begin, end;  /* what has been read and not yet taken */
  uint64_t bytes;     /* payload seen */
  const char* wanted; /* text of the first message with rows */
  double wanted_at;   /* when it came */
};

/* Connects, upgrades and authenticates; ends the program on failure. */
void websocket_open(struct WebSocket* socket, int port, const char* token);

/* Sends one text message of less than 64 KiB. */
void websocket_send(struct WebSocket* socket, const char* text);

/* Reads one message; gives its size, and sets *is_over when it is the query's end. */
size_t websocket_message(struct WebSocket* socket, int* is_over);

#endif
