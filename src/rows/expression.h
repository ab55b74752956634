// SQL that a person typed to be put into a statement of ours. Is backend C, and asks no catalog.
#pragma once

namespace studio::rows {

// Raises 42601 unless the text is one expression by itself, without $1…; the position is that in the text.
void check_expression(const char* text);

} // namespace studio::rows
