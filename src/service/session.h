// The service worker's session on studio.database: connecting, pinned settings, is the extension there.
//
// Knows no operation and no ring. Used once, at the start of the worker.
#pragma once

namespace studio::service {

// Connects to studio.database as studio_service. What stands in the way is FATAL, with PostgreSQL's own code.
void connect();

// Pins every setting that our SQL depends on, above what ALTER ROLE and ALTER DATABASE say.
void pin_settings();

// Throws ST005 unless the extension is created in this database.
void require_extension();

} // namespace studio::service
