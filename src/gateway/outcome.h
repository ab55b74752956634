// What an asynchronous question comes back with: a value or an error.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "core/error.h"

namespace studio::gateway {

template <typename Value>
struct Outcome {
  std::optional<Value> value;
  std::optional<core::Error> error; // exactly one of the two is there

  static Outcome of(Value value) { return {std::move(value), std::nullopt}; }
  static Outcome failed(core::Error error) { return {std::nullopt, std::move(error)}; }
};

template <typename Value>
using Then = std::function<void(const Outcome<Value>&)>;

} // namespace studio::gateway
