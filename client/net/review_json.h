#pragma once

#include "client/model/reviews.h"
#include "client/net/json_values.h"

// Reviews in the kept file. Reading throws as json_values.h says.
namespace aftercall::net {

json ToJson(const model::ReviewItem& review);
model::ReviewItem ReviewItemFrom(const json& from);

}  // namespace aftercall::net
