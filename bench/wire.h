/* What the two benchmark clients share: a loopback connection, monotonic time, HTTP answers read and thrown away. */
#ifndef STUDIO_BENCH_WIRE_H
#define STUDIO_BENCH_WIRE_H

#include <stddef.h>
#include <stdint.h>

/* Milliseconds of the monotonic clock. */
double now_ms(void);

/* A connected TCP socket to 127.0.0.1, without Nagle; ends the program on failure. */
int dial(int port);

/* Sends all bytes; ends the program on failure. */
void send_all(int fd, const char* bytes, size_t size);

/* Says what went wrong and ends the program. */
void fail(const char* what);

/* An HTTP answer as it comes in: feed it bytes until it is done. */
struct Answer {
  enum { HEAD, LENGTH, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER, DONE } state;
  int status;
  int closes;        /* the server said Connection: close */
  uint64_t left;     /* bytes to come of the body or chunk */
  uint64_t body;     /* bytes of body seen */
  uint32_t head_end; /* the last four bytes of the head */
  char line[512];    /* the line being read */
  size_t line_size;
  const char* wanted; /* text that the body must hold; matched across reads */
  size_t matched;
  double wanted_at; /* when it was first seen whole; 0 before */
};

void answer_reset(struct Answer* answer, const char* wanted);

/* Takes bytes; gives how many belonged to this answer. */
size_t answer_feed(struct Answer* answer, const char* bytes, size_t size);

#endif
