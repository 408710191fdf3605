#pragma once

#include "client/model/told_items.h"
#include "client/net/json_values.h"

// What of it belongs to every kind of ToldItem in the kept file; for .cc files of this room only.
namespace aftercall::net {

template <typename What, typename Body>
void AddTold(const model::ToldItem<What, Body>& item, json& to) {
  to["name"] = item.told.name;
  to["position"] = item.position;
  to["released"] = item.released;
  to["waits_since"] = ToJson(item.waits_since);
  to["read_position"] = item.read_position;
}
template <typename What, typename Body>
void TakeTold(const json& from, model::ToldItem<What, Body>& item) {
  from.at("name").get_to(item.told.name);
  item.position = NumberFrom<int64_t>(from.at("position"));
  if (item.told.name.empty() || item.position < 1) throw Nonsense("no name or position", from);
  from.at("released").get_to(item.released);
  item.waits_since = TimeFrom(from.at("waits_since"));
  item.read_position = NumberFrom<int64_t>(from.at("read_position"));
}

}  // namespace aftercall::net
