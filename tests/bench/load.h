#pragma once

#include "absl/status/status.h"
#include "tests/bench/deliveries.h"
#include "tests/bench/place.h"

// Ways to tell a series of answers. Each returns when the server has acknowledged the last.
namespace aftercall::bench {

struct Telling {
  int agents = 1;        // whose answers they are, in turn
  int in_flight = 64;    // calls at once
  size_t chunk = 256;    // answers in a message
  double rate = 1000;    // calls a second
  bool retries = false;  // calls that a lost server left unanswered are told again
};

// One answer a call, `in_flight` calls at once, the next as soon as one is acknowledged.
void TellByCalls(const Place& place, const Telling& telling, Deliveries* deliveries);

// One answer a call, `rate` a second, whether or not earlier ones are acknowledged.
void TellAtRate(const Place& place, const Telling& telling, Deliveries* deliveries);

// `chunk` answers a message of one stream.
void TellByStream(const Place& place, const Telling& telling, Deliveries* deliveries);

}  // namespace aftercall::bench
