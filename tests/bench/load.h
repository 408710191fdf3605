#pragma once

#include "absl/status/status.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/options.h"
#include "tests/bench/place.h"

// Ways to tell a series of answers. Each returns when the server has acknowledged the last.
namespace aftercall::bench {

// One answer a call, `in_flight` calls at once, the next as soon as one is acknowledged.
void TellByCalls(const Place& place, const Options& options, Deliveries* deliveries);

// One answer a call, `rate` a second, whether or not earlier ones are acknowledged.
void TellAtRate(const Place& place, const Options& options, Deliveries* deliveries);

// `chunk` answers a message of one stream.
void TellByStream(const Place& place, const Options& options, Deliveries* deliveries);

}  // namespace aftercall::bench
