#pragma once

#include <gtest/gtest.h>

#include "client/model/feed.h"

namespace aftercall::net {

// What a disk might keep, with every member away from its default.
inline model::Kept MakeKept(int64_t position = 9) {
  model::Verdict verdict;
  verdict.interaction = "interactions/a";
  verdict.interaction_external_id = "42";
  verdict.question.id = "csat";
  verdict.question.prompt = "How was it?";
  verdict.question.kind = model::Question::Kind::kCsat;
  verdict.question.steps = {{1, "bad"}, {5, "好"}};
  verdict.rating = 2;
  verdict.comment = "Zeile\n\"quoted\" 满意 \xF0\x9F\x98\x80 {x}";
  verdict.answered_on = absl::CivilDay(2025, 6, 14);
  verdict.channel = model::Channel::kVoice;
  verdict.topic = "Billing";
  verdict.ended_at = absl::FromUnixMicros(1'750'000'000'000'001);
  verdict.business_day = absl::CivilDay(2025, 6, 13);
  verdict.company_fault = true;
  verdict.redactions = {"phone", "e-mail"};
  verdict.agent = "users/li";
  verdict.agent_display_name = "Li";
  verdict.team_display_name = "Blue";

  model::Item plain;
  plain.position = position - 1;
  plain.latest_position = position - 1;
  plain.created_at = absl::FromUnixSeconds(1'750'000'000);
  plain.verdict = verdict;
  plain.released = true;

  model::Item held = plain;
  held.position = held.latest_position = position;
  held.verdict.interaction = "interactions/b";
  held.verdict.answered_on.reset();
  held.verdict.answered_at = absl::FromUnixSeconds(1'749'999'999);
  held.verdict.question.direction = model::Question::Direction::kLowIsBest;
  held.of_another = true;
  held.waiting_change = verdict;
  held.unshown_since = position;
  held.waits_since = absl::FromUnixSeconds(1'750'000'100);

  model::Standing standing;
  standing.business_day = absl::CivilDay(2025, 6, 15);
  standing.figures = {{verdict.question, {10, 12, 83.25, 55.5, 95.125}, {10, 13, 77, 50, 92}}};
  standing.for_earlier_days = 3;
  return {{"e1", position}, "Li 李", {plain, held}, standing};
}

inline void ExpectSame(const model::Kept& one, const model::Kept& other) {
  EXPECT_EQ(one.cursor, other.cursor);
  EXPECT_EQ(one.display_name, other.display_name);
  EXPECT_EQ(one.shown_standing, other.shown_standing);
  ASSERT_EQ(one.items.size(), other.items.size());
  for (size_t i = 0; i < one.items.size(); ++i) {
    const model::Item& a = one.items[i];
    const model::Item& b = other.items[i];
    EXPECT_EQ(a.position, b.position);
    EXPECT_EQ(a.latest_position, b.latest_position);
    EXPECT_EQ(a.created_at, b.created_at);
    EXPECT_EQ(a.verdict, b.verdict);
    EXPECT_EQ(a.of_another, b.of_another);
    EXPECT_EQ(a.released, b.released);
    EXPECT_EQ(a.waiting_change, b.waiting_change);
    EXPECT_EQ(a.unshown_since, b.unshown_since);
    EXPECT_EQ(a.waits_since, b.waits_since);
  }
}

}  // namespace aftercall::net
