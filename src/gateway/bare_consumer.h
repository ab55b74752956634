// The whole of a small answer of ours (request flag `bare`): column names and rows, without their shells.
#pragma once

#include <memory>
#include <string>

#include "gateway/outcome.h"
#include "gateway/runner_pool.h"

namespace studio::gateway {

struct BareResult {
  std::string columns; // ["name",…]
  std::string rows;    // row,row,…

  // The first value of the first row as text; empty where there is none.
  std::string first_text() const;
};

class BareConsumer : public Consumer {
public:
  static void start(RunnerPool& pool, const TicketPtr& ticket, Then<BareResult> then);

  explicit BareConsumer(Then<BareResult> then) : then_(std::move(then)) {}
  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;

private:
  Then<BareResult> then_;
  BareResult result_;
  std::string error_;
};

} // namespace studio::gateway
