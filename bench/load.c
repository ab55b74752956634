/* The benchmark's client: small enough to cost nothing beside the server it measures. Prints one JSON object.
 *
 *   load requests PORT CONNECTIONS SECONDS WANTED < request     the same request over and over; each answer must be 200
 *                                                               and hold WANTED
 *   load stream PORT WANTED < request                           one request, its answer read and thrown away
 *   load websocket PORT TOKEN QUERY WANTED                      the same query over the socket, credit topped up at half
 *   load sockets PORT TOKEN COUNT                               COUNT authenticated sockets, held until stdin ends */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "websocket.h"
#include "wire.h"

static char buffer[256 * 1024];

static char* read_input(size_t* size) {
  char* text = malloc(1 << 20);
  *size = fread(text, 1, 1 << 20, stdin);
  if (*size == 0)
    fail("no request on standard input");
  return text;
}

static int by_size(const void* left, const void* right) {
  float a = *(const float*)left, b = *(const float*)right;
  return (a > b) - (a < b);
}

struct Peer {
  int fd;
  double sent_at;
  struct Answer answer;
};

/* Reads what came for one connection; gives 1 when its answer is whole. */
static int receive(struct Peer* peer) {
  ssize_t size = read(peer->fd, buffer, sizeof buffer);
  if (size <= 0)
    fail("the server closed a connection");
  if (answer_feed(&peer->answer, buffer, (size_t)size) != (size_t)size)
    fail("more bytes than one answer");
  if (peer->answer.state != DONE)
    return 0;
  if (peer->answer.status != 200) {
    fprintf(stderr, "bench: status %d\n", peer->answer.status);
    exit(1);
  }
  if (peer->answer.wanted_at == 0)
    fail("an answer without the wanted text");
  return 1;
}

static int requests(int port, int connections, double seconds, const char* wanted) {
  size_t size, count = 0, most = 1 << 24;
  char* request = read_input(&size);
  struct Peer* peers = calloc((size_t)connections, sizeof *peers);
  float* times = malloc(most * sizeof *times);
  struct epoll_event events[64];
  int epoll = epoll_create1(0);
  for (int n = 0; n < connections; n++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &peers[n]};
    peers[n].fd = dial(port);
    epoll_ctl(epoll, EPOLL_CTL_ADD, peers[n].fd, &event);
  }
  double started = now_ms(), end = started + seconds * 1e3;
  for (int n = 0; n < connections; n++) {
    answer_reset(&peers[n].answer, wanted);
    peers[n].sent_at = now_ms();
    send_all(peers[n].fd, request, size);
  }
  int open = connections;
  while (open > 0) {
    int ready = epoll_wait(epoll, events, 64, 10000);
    if (ready == 0)
      fail("no answer for ten seconds");
    for (int n = 0; n < ready; n++) {
      struct Peer* peer = events[n].data.ptr;
      if (!receive(peer))
        continue;
      double now = now_ms();
      if (count < most)
        times[count++] = (float)(now - peer->sent_at);
      if (now >= end) {
        open--;
        epoll_ctl(epoll, EPOLL_CTL_DEL, peer->fd, NULL);
        continue;
      }
      answer_reset(&peer->answer, wanted);
      peer->sent_at = now;
      send_all(peer->fd, request, size);
    }
  }
  double took = now_ms() - started;
  qsort(times, count, sizeof *times, by_size);
  printf("{\"requests\":%zu,\"per_second\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n", count, (double)count * 1e3 / took,
         times[count / 2], times[count - 1 - count / 100]);
  return 0;
}

static int stream(int port, const char* wanted) {
  size_t size;
  char* request = read_input(&size);
  struct Peer peer = {.fd = dial(port)};
  double first = 0, started = now_ms();
  answer_reset(&peer.answer, wanted);
  send_all(peer.fd, request, size);
  while (!receive(&peer)) {
    if (first == 0)
      first = now_ms();
  }
  printf("{\"total_ms\":%.2f,\"first_row_ms\":%.2f,\"bytes\":%llu}\n", now_ms() - started,
         peer.answer.wanted_at - started, (unsigned long long)peer.answer.body);
  return 0;
}

static int websocket(int port, const char* token, const char* query, const char* wanted) {
  struct WebSocket socket;
  websocket_open(&socket, port, token);
  double started = now_ms();
  uint64_t uncredited = 0;
  int is_over = 0;
  websocket_send(&socket, query);
  socket.wanted = wanted;
  while (!is_over) {
    size_t size = websocket_message(&socket, &is_over);
    uncredited += size;
    if (uncredited >= 512 * 1024 && !is_over) {
      char credit[96];
      snprintf(credit, sizeof credit, "{\"type\":\"credit\",\"id\":\"1\",\"bytes\":%llu}",
               (unsigned long long)uncredited);
      websocket_send(&socket, credit);
      uncredited = 0;
    }
  }
  printf("{\"total_ms\":%.2f,\"first_row_ms\":%.2f,\"bytes\":%llu}\n", now_ms() - started, socket.wanted_at - started,
         (unsigned long long)socket.bytes);
  return 0;
}

static int sockets(int port, const char* token, int count) {
  struct WebSocket socket;
  for (int n = 0; n < count; n++)
    websocket_open(&socket, port, token);
  printf("{\"sockets\":%d}\n", count);
  fflush(stdout);
  while (read(0, buffer, sizeof buffer) > 0)
    continue;
  return 0;
}

int main(int argc, char** argv) {
  const char* mode = argc > 2 ? argv[1] : "";
  int port = argc > 2 ? atoi(argv[2]) : 0;
  errno = 0;
  if (strcmp(mode, "requests") == 0 && argc == 6)
    return requests(port, atoi(argv[3]), atof(argv[4]), argv[5]);
  if (strcmp(mode, "stream") == 0 && argc == 4)
    return stream(port, argv[3]);
  if (strcmp(mode, "websocket") == 0 && argc == 6)
    return websocket(port, argv[3], argv[4], argv[5]);
  if (strcmp(mode, "sockets") == 0 && argc == 5)
    return sockets(port, argv[3], atoi(argv[4]));
  fprintf(stderr, "usage: load requests|stream|websocket|sockets PORT …\n");
  return 2;
}
