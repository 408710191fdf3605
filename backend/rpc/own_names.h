#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "backend/rpc/answer_once.h"
#include "backend/rpc/page_token.h"
#include "shared/base/ids.h"

// Things that are one person's alone, called "users/{user}/{collection}/{id}". `Names` says for one
// kind of them: its Id, kCollection, kHowCalled for people, and OwnerOf(transaction, id), which is
// none where there is no such thing.
namespace aftercall::rpc {

// The id in a name of the caller's own, which is in `field` of the request. Names of others' are
// refused as Gate::RefuseLook does.
template <typename Names>
absl::StatusOr<typename Names::Id> ReadOwnName(const Caller& caller, const std::string& name,
                                               absl::string_view field = "name") {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  const auto id = parts.size() == 4 ? base::ParseId(parts[3]) : std::nullopt;
  if (!id || parts[0] != "users" || parts[2] != Names::kCollection) {
    return BadField(field, name, Names::kHowCalled);
  }
  if (parts[1] != "me" && absl::StrCat("users/", parts[1]) != UserName(caller.user)) {
    return Gate::RefuseLook(caller, field, name);
  }
  return typename Names::Id{*id};
}

// As AnswerOnce, for a move of what is the caller's own: `move(transaction, id, caller)` fills the
// response.
template <typename Names, typename Request, typename Response, typename MoveIt>
grpc::ServerUnaryReactor* AnswerByMove(const Context& context, grpc::CallbackServerContext* call,
                                       const Request* request, Response* response, MoveIt move) {
  const auto caller = context.gate.Enter(*call);
  if (!caller.ok()) return End(call, caller.status());
  const auto id = ReadOwnName<Names>(*caller, request->name());
  if (!id.ok()) return End(call, id.status());
  return AnswerOnce(context, call, request, response,
                    [request, caller = *caller, id = *id,
                     move = std::move(move)](store::Transaction& transaction) -> absl::Status {
                      const auto owner = Names::OwnerOf(transaction, id);
                      if (!owner.ok()) return owner.status();
                      if (!*owner) return NotFound("name", request->name());
                      // Guessed under a name of one's own.
                      if (*owner != caller.user)
                        return Gate::RefuseLook(caller, "name", request->name());
                      return move(transaction, id, caller.user);
                    });
}

// Where `token` says that a page ended.
template <typename Id>
absl::StatusOr<Id> ReadPlace(const std::string& token) {
  const auto place = ReadPageToken(token, 1);
  if (!place.ok()) return place.status();
  if (place->empty()) return Id();
  const auto id = base::ParseId((*place)[0]);
  if (!id) return BadField("page_token", token, "The page token is not one that this list gave.");
  return Id{*id};
}

// Takes from `list` what is more than `size` and says where the next page begins: its token, or
// nothing where this is the last. `id_of` names an item's id.
template <typename Item, typename IdOf>
std::string CutPage(std::vector<Item>& list, size_t size, IdOf id_of) {
  if (list.size() <= size) return "";
  list.resize(size);
  return MakePageToken({base::FormatId(id_of(list.back()).value)});
}

}  // namespace aftercall::rpc
