/* See websocket.h. */
#include "websocket.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "wire.h"

static void fill(struct WebSocket* socket) {
  if (socket->begin == socket->end)
    socket->begin = socket->end = 0;
  if (socket->end == sizeof socket->buffer) {
    memmove(socket->buffer, socket->buffer + socket->begin, socket->end - socket->begin);
    socket->end -= socket->begin;
    socket->begin = 0;
  }
  ssize_t size = read(socket->fd, socket->buffer + socket->end, sizeof socket->buffer - socket->end);
  if (size <= 0)
    fail("the server closed the socket");
  socket->end += (size_t)size;
}

static void need(struct WebSocket* socket, size_t size) {
  while (socket->end - socket->begin < size)
    fill(socket);
}

void websocket_open(struct WebSocket* socket, int port, const char* token) {
  char text[8192];
  int is_over = 0;
  memset(socket, 0, offsetof(struct WebSocket, buffer));
  socket->begin = socket->end = 0;
  socket->bytes = 0;
  socket->wanted = NULL;
  socket->wanted_at = 0;
  socket->fd = dial(port);
  snprintf(text, sizeof text,
           "GET /api/v1/socket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Protocol: studio.v1\r\n\r\n",
           port);
  send_all(socket->fd, text, strlen(text));
  for (;;) {
    char* stop = memmem(socket->buffer, socket->end, "\r\n\r\n", 4);
    if (stop != NULL) {
      if (strncmp(socket->buffer, "HTTP/1.1 101", 12) != 0)
        fail("the upgrade was refused");
      socket->begin = (size_t)(stop + 4 - socket->buffer);
      break;
    }
    fill(socket);
  }
  snprintf(text, sizeof text, "{\"type\":\"authenticate\",\"access_token\":\"%s\"}", token);
  websocket_send(socket, text);
  websocket_message(socket, &is_over);
}

void websocket_send(struct WebSocket* socket, const char* text) {
  size_t size = strlen(text);
  char* frame = malloc(size + 8);
  /* A mask of zeros is a mask: the text goes as it is. */
  char head[8] = {(char)0x81, (char)(0x80 | 126), (char)(size >> 8), (char)size, 0, 0, 0, 0};
  if (size > 65535)
    fail("too long a message");
  if (size < 126) {
    head[1] = (char)(0x80 | size);
    memset(head + 2, 0, 4);
  }
  size_t head_size = size < 126 ? 6 : 8;
  memcpy(frame, head, head_size);
  memcpy(frame + head_size, text, size);
  send_all(socket->fd, frame, head_size + size);
  free(frame);
}

/* The query's end begins so: {"id":"1","message":{"type":"end" */
static int says(const char* bytes, size_t size, const char* what) {
  return memmem(bytes, size < 128 ? size : 128, what, strlen(what)) != NULL;
}

size_t websocket_message(struct WebSocket* socket, int* is_over) {
  need(socket, 2);
  const unsigned char* head = (const unsigned char*)socket->buffer + socket->begin;
  int opcode = head[0] & 15;
  uint64_t size = head[1] & 127;
  size_t head_size = size == 126 ? 4 : size == 127 ? 10 : 2;
  need(socket, head_size);
  head = (const unsigned char*)socket->buffer + socket->begin;
  if (head_size > 2) {
    size = 0;
    for (size_t n = 2; n < head_size; n++)
      size = size << 8 | head[n];
  }
  socket->begin += head_size;
  size_t peek = size < 128 ? (size_t)size : 128;
  need(socket, peek);
  const char* bytes = socket->buffer + socket->begin;
  if (opcode == 8)
    fail("the server closed the socket");
  if (says(bytes, peek, "\"type\":\"error\""))
    fail("the query was refused");
  *is_over = says(bytes, peek, "\"type\":\"end\"");
  if (socket->wanted != NULL && socket->wanted_at == 0 && says(bytes, peek, socket->wanted))
    socket->wanted_at = now_ms();
  socket->bytes += size;
  uint64_t left = size;
  while (left > 0) {
    if (socket->begin == socket->end)
      fill(socket);
    size_t part = socket->end - socket->begin;
    if (part > left)
      part = (size_t)left;
    socket->begin += part;
    left -= part;
  }
  return (size_t)size;
}
