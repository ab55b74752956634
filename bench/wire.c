/* See wire.h. */
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void fail(const char* what) {
  fprintf(stderr, "bench: %s%s%s\n", what, errno ? ": " : "", errno ? strerror(errno) : "");
  exit(1);
}

int dial(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  int one = 1;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 || connect(fd, (struct sockaddr*)&address, sizeof address) != 0)
    fail("cannot connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

void send_all(int fd, const char* bytes, size_t size) {
  while (size > 0) {
    ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR)
      continue;
    if (sent <= 0)
      fail("cannot send");
    bytes += sent;
    size -= (size_t)sent;
  }
}

void answer_reset(struct Answer* answer, const char* wanted) {
  memset(answer, 0, sizeof *answer);
  answer->wanted = wanted;
}

/* One counter is enough: no beginning of the wanted texts comes again within them but for the first character. */
static void look_for(struct Answer* answer, const char* bytes, size_t size) {
  size_t length = answer->wanted ? strlen(answer->wanted) : 0;
  if (length == 0 || answer->wanted_at != 0)
    return;
  for (size_t i = 0; i < size; i++) {
    if (bytes[i] == answer->wanted[answer->matched]) {
      if (++answer->matched == length) {
        answer->wanted_at = now_ms();
        return;
      }
    } else {
      answer->matched = bytes[i] == answer->wanted[0];
    }
  }
}

static void take_header(struct Answer* answer) {
  const char* line = answer->line;
  if (answer->status == 0) {
    if (sscanf(line, "HTTP/1.1 %d", &answer->status) != 1)
      fail("not an HTTP answer");
    answer->left = UINT64_MAX;
  } else if (strncasecmp(line, "Content-Length:", 15) == 0) {
    answer->left = strtoull(line + 15, NULL, 10);
  } else if (strncasecmp(line, "Transfer-Encoding:", 18) == 0) {
    answer->left = UINT64_MAX - 1;
  } else if (strncasecmp(line, "Connection: close", 17) == 0) {
    answer->closes = 1;
  } else if (line[0] == '\0') {
    if (answer->left == UINT64_MAX - 1)
      answer->state = CHUNK_SIZE;
    else if (answer->left == UINT64_MAX || answer->left == 0)
      answer->state = DONE;
    else
      answer->state = LENGTH;
  }
}

/* One whole line without its end, in the states that read lines. */
static void take_line(struct Answer* answer) {
  if (answer->state == HEAD) {
    take_header(answer);
  } else if (answer->state == CHUNK_SIZE) {
    answer->left = strtoull(answer->line, NULL, 16);
    answer->state = answer->left > 0 ? CHUNK : TRAILER;
  } else if (answer->state == CHUNK_END) {
    answer->state = CHUNK_SIZE;
  } else if (answer->line[0] == '\0') {
    answer->state = DONE;
  }
  answer->line_size = 0;
}

size_t answer_feed(struct Answer* answer, const char* bytes, size_t size) {
  size_t at = 0;
  while (at < size && answer->state != DONE) {
    if (answer->state == LENGTH || answer->state == CHUNK) {
      size_t part = size - at < answer->left ? size - at : (size_t)answer->left;
      look_for(answer, bytes + at, part);
      at += part;
      answer->body += part;
      answer->left -= part;
      if (answer->left == 0)
        answer->state = answer->state == LENGTH ? DONE : CHUNK_END;
      continue;
    }
    char byte = bytes[at++];
    if (byte == '\n') {
      if (answer->line_size > 0 && answer->line[answer->line_size - 1] == '\r')
        answer->line_size--;
      answer->line[answer->line_size] = '\0';
      take_line(answer);
    } else if (answer->line_size < sizeof answer->line - 1) {
      answer->line[answer->line_size++] = byte;
    }
  }
  return at;
}
