// Included last by every header of a plain room. PostgreSQL may enter a translation unit only through `pg/backend.h`,
// which the plain rooms may not include (`src/rooms.txt`): so a plain room builds and is tested without a server.
#pragma once

#if defined(POSTGRES_H) && !defined(STUDIO_PG_BACKEND_H)
#error "core, wire, http and ws are plain C++: include no PostgreSQL header here"
#endif
