#include "client/model/asks_later.h"

#include <utility>

namespace aftercall::model {

bool GoesOut(const ReviewPreview& said, bool only_anonymous) {
  const bool by_colleagues = said.refusal.empty() && !said.by_leader && said.could_be_asked > 0;
  return by_colleagues && (said.anonymous || !only_anonymous);
}

void AsksLater::Give(AskLater ask) {
  all_.insert_or_assign(ask.reference.interaction, std::move(ask));
  ++revision_;
}

void AsksLater::TakeBack(absl::string_view interaction) {
  const auto found = all_.find(interaction);
  if (found == all_.end()) return;
  all_.erase(found);
  ++revision_;
}

void AsksLater::Note(AskLater& ask, const ReviewPreview& said, bool may_show, absl::Time now) {
  ask.said = said;
  ask.released = may_show;
  ask.waits_since = WaitsForPerson(ask) ? now : absl::InfiniteFuture();
  ++revision_;
}

void AsksLater::Hear(const PreviewKey& key, const ReviewPreview& said, bool may_show,
                     absl::Time now) {
  const auto found = all_.find(key.interaction);
  if (found == all_.end()) return;
  AskLater& ask = found->second;
  if (!ask.said && ask.request.not_to_ask == key.not_to_ask) Note(ask, said, may_show, now);
}

void AsksLater::NoteRefused(absl::string_view interaction, const Refusal& refusal, bool may_show,
                            absl::Time now) {
  const auto found = all_.find(interaction);
  if (found == all_.end()) return;
  // A refusal without words is one all the same.
  const std::string& why = refusal.sentence.empty() ? refusal.reason : refusal.sentence;
  Note(found->second, {0, false, false, why.empty() ? "?" : why, refusal.reason, refusal.value, {}},
       may_show, now);
}

std::vector<PreviewKey> AsksLater::Unsaid() const {
  std::vector<PreviewKey> keys;
  for (const auto& [interaction, ask] : all_) {
    if (!ask.said) keys.push_back({interaction, ask.request.not_to_ask});
  }
  return keys;
}

std::vector<Command> AsksLater::ToSend() const {
  std::vector<Command> commands;
  for (const auto& [interaction, ask] : all_) {
    if (!ask.said || WaitsForPerson(ask)) continue;
    commands.push_back({ask.request_id, AboutAsking(interaction), ask.request});
  }
  return commands;
}

void AsksLater::Release() {
  for (auto& [interaction, ask] : all_) {
    if (!WaitsForPerson(ask) || ask.released) continue;
    ask.released = true;
    ++revision_;
  }
}

void AsksLater::Restore(All all, const std::function<bool(const AskLater&)>& is_on_its_way) {
  all_ = std::move(all);
  for (auto& [interaction, ask] : all_) {
    if (!WaitsForPerson(ask) && !is_on_its_way(ask)) ask.said.reset();
  }
}

const AskLater* AsksLater::Find(absl::string_view interaction) const {
  const auto found = all_.find(interaction);
  return found == all_.end() ? nullptr : &found->second;
}

}  // namespace aftercall::model
