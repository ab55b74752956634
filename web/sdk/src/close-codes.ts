// Why the server closed a socket (doc/protocol.md section 8).

export const CLOSE_CODES = {
  4401: 'the access token was refused',
  4403: 'the origin was refused',
  4429: 'too many messages',
  1008: 'a message broke the protocol',
  1009: 'a message was too large',
  1012: 'the server restarts',
  1013: 'the answers were not read',
} as const;
