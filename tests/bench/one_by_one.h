#pragma once

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/bench/place.h"

// Calls one after another on one connection: what one person waits for.
namespace aftercall::bench {

// How many microseconds each of `count` unary calls took that the bare server answers at once.
absl::StatusOr<std::vector<double>> EchoOneByOne(const Place& place, size_t count);

// Tells of a year of calls and answers of the first agent.
absl::Status TellAYear(const Place& place);

// How many microseconds that agent waited, each of `count` times, for today's figures.
absl::StatusOr<std::vector<double>> AskForTodayOneByOne(const Place& place, size_t count);

}  // namespace aftercall::bench
