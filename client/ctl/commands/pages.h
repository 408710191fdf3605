#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "client/ctl/command.h"
#include "client/ctl/output/json.h"
#include "google/protobuf/repeated_ptr_field.h"

// What the commands share that list one's own things.
namespace aftercall::ctl {

// All pages of a list: `items` are those of a page.
template <typename Item, typename Request, typename Response>
absl::StatusOr<std::vector<Item>> ReadPages(
    Context& context, Request request,
    absl::StatusOr<Response> (ServerLink::*method)(const Request&),
    const google::protobuf::RepeatedPtrField<Item>& (Response::*items)() const) {
  absl::StatusOr<ServerLink*> server = context.server();
  if (!server.ok()) return server.status();
  request.set_page_size(1000);
  std::vector<Item> all;
  do {
    const auto page = ((*server)->*method)(request);
    if (!page.ok()) return page.status();
    const auto& of_page = ((*page).*items)();
    all.insert(all.end(), of_page.begin(), of_page.end());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return all;
}

template <typename Message>
void WriteJson(const std::vector<Message>& list, Context& context) {
  std::vector<Json> all;
  for (const auto& one : list) all.push_back(ToJson(one));
  WriteAll(all, context.format, context.out);
}

}  // namespace aftercall::ctl
