// A question to another server's catalog about columns and the btree operators of their types: those of the type's default class,
// as lookup_type_cache finds it.
#pragma once

#include <string>

namespace studio::remote {

// `lists`: WITH RECURSIVE and lists without a comma behind them, one of them `wanted` with attnum and atttypid. `answer`: SELECT and
// FROM, where `wanted AS w` stands; of `o` there are less, less_or_equal, equal, greater_or_equal and greater: OPERATOR(schema.name),
// null where the type has none. `order`: what stands behind.
std::string question_with_operators(const char* lists, const char* answer, const char* order);

} // namespace studio::remote
