// Hooks in every backend that tell the gateway what a transaction changed. Backend C.
//
// They note, and pass on at commit: who may do what (access epoch), what there is (schema generation), and that a database is
// about to be dropped, renamed or copied. They do nothing where studio was not preloaded.
#pragma once

namespace studio::live {

// Chains our hooks before those that are there; called once, from _PG_init, while libraries are preloaded.
void install_hooks();

} // namespace studio::live
