#pragma once

#include "aftercall/v1/figures.pb.h"
#include "client/ctl/output/json.h"

namespace aftercall::ctl {

template <typename Message>
Json OrNull(bool has, const Message& message, double (Message::*value)() const) {
  return has ? Json((message.*value)()) : Json(nullptr);
}

// {"percent", "n", "count", "low", "high"}; null where there is nothing to tell.
Json RateJson(const v1::Rate& rate);

}  // namespace aftercall::ctl
