// GET /socket: the WebSocket's door. Who speaks is said by its first message.
#include "gateway/handlers/handlers.h"

namespace studio::gateway::handlers {

void open_socket(Gateway& gateway, const Call& call) { gateway.sockets().open(call.exchange); }

} // namespace studio::gateway::handlers
