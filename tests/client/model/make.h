#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/model/feed.h"

// What tests of the model are made of: short ways to say what the server tells.
namespace aftercall::model::make {

inline const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);
inline constexpr char kEpoch[] = "e1";

inline Question Csat() {
  Question question;
  question.id = "csat";
  question.kind = Question::Kind::kCsat;
  question.low = 1;
  question.high = 5;
  question.top_box_steps = 2;
  return question;
}

// "Press 1 for very satisfied."
inline Question PressOne() {
  Question question = Csat();
  question.id = "press-one";
  question.high = 3;
  question.direction = Question::Direction::kLowIsBest;
  question.top_box_steps = 1;
  question.steps = {{1, "very satisfied"}, {2, "satisfied"}, {3, "not satisfied"}};
  return question;
}

inline Verdict AVerdict(absl::string_view interaction, int rating, absl::string_view comment = "") {
  Verdict verdict;
  verdict.interaction = absl::StrCat("interactions/", interaction);
  verdict.question = Csat();
  verdict.rating = rating;
  verdict.comment = std::string(comment);
  verdict.channel = Channel::kVoice;
  verdict.topic = "Billing";
  verdict.agent = "users/me";
  verdict.agent_display_name = "Me";
  return verdict;
}

template <typename Event>
Entry At(int64_t position, Event event, absl::Time created_at = kNow) {
  return {position, created_at, std::move(event)};
}

inline VerdictKey KeyOf(absl::string_view interaction) {
  return {absl::StrCat("interactions/", interaction), "csat"};
}

inline FeedEvent Resumed(int64_t seen = 0) {
  return {std::nullopt, Opened{false, "users/me/feed", "Me", seen}};
}
inline FeedEvent Snapshotting(int64_t seen = 0) {
  return {std::nullopt, Opened{true, "users/me/feed", "Me", seen}};
}
inline FeedEvent Entries(std::vector<Entry> entries) {
  const Cursor cursor{kEpoch, entries.back().position};
  return {cursor, EntryBatch{std::move(entries)}};
}
inline FeedEvent Snapshot(std::vector<Entry> entries) {
  return {std::nullopt, SnapshotBatch{std::move(entries)}};
}
inline FeedEvent CaughtUpAt(int64_t position, absl::string_view epoch = kEpoch) {
  return {Cursor{std::string(epoch), position}, CaughtUp{}};
}
inline FeedEvent BookmarkAt(int64_t position, absl::string_view epoch = kEpoch) {
  return {Cursor{std::string(epoch), position}, Bookmark{}};
}

// A standing that tells `state` at `told_at`, with `n` answers today.
inline FeedEvent Told(AgentState state, absl::Time told_at, int open = 0, int64_t n = 0) {
  Standing standing;
  standing.business_day = absl::CivilDay(2025, 6, 15);
  standing.state = state;
  standing.state_told_at = told_at;
  standing.open_interactions = open;
  if (n > 0) standing.figures.push_back({Csat(), {n, n, 100, 50, 100}, {n, n, 100, 50, 100}});
  return {std::nullopt, standing};
}
inline FeedEvent StateNeverTold(int64_t n = 0) {
  FeedEvent event = Told(AgentState::kNotTold, kNow, 0, n);
  std::get<Standing>(event.payload).state_told_at.reset();
  return event;
}

// A feed that is live at position 0, on a floor without telephony states.
inline Feed LiveFeed(Settings settings = {}) {
  Feed feed(settings);
  for (const FeedEvent& event : {Snapshotting(), Snapshot({}), StateNeverTold(), CaughtUpAt(0)}) {
    feed.Apply(event, kNow).IgnoreError();
  }
  return feed;
}

// The ratings of what may be shown, in order.
inline std::vector<int> Shown(const Feed& feed) {
  std::vector<int> ratings;
  for (const Item& item : feed.items()) {
    if (item.released) ratings.push_back(item.verdict.rating);
  }
  return ratings;
}

}  // namespace aftercall::model::make
