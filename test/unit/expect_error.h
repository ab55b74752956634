// EXPECT_ERROR: the statement throws core::Error with that SQLSTATE; what it says can be looked at afterwards.
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "core/error.h"

namespace studio::test {

template <class Statement>
core::Error expect_error(std::string_view sqlstate, Statement statement) {
  try {
    statement();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.code, sqlstate) << error.message;
    return error;
  }
  ADD_FAILURE() << "no error, " << sqlstate << " expected";
  return core::Error("00000", "no error");
}

} // namespace studio::test
