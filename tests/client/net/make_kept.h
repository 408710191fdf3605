#pragma once

#include <gtest/gtest.h>

#include "client/model/desk.h"
#include "shared/forms/default_form.h"

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
  verdict.appeal_upheld = true;
  verdict.comment = "Zeile\n\"quoted\" 满意 \xF0\x9F\x98\x80 {x}";
  verdict.answered_on = absl::CivilDay(2025, 6, 14);
  verdict.channel = model::Channel::kVoice;
  verdict.topic = "Billing";
  verdict.ended_at = absl::FromUnixMicros(1'750'000'000'000'001);
  verdict.business_day = absl::CivilDay(2025, 6, 13);
  verdict.company_fault = true;
  verdict.appeal_upheld = true;
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

  model::Prompt prompt;
  prompt.told.reference = {"interactions/b",
                           "43",
                           model::Channel::kChat,
                           "退款",
                           absl::FromUnixSeconds(1'749'999'900),
                           absl::CivilDay(2025, 6, 14)};
  prompt.told.state = model::SelfAssessment::State::kCommitted;
  prompt.told.why = model::SelfAssessment::Why::kRequested;
  prompt.told.form = {"forms/default", 2};
  prompt.position = position;
  prompt.released = true;
  prompt.own = model::Committed{{{"need", 4}, {"care", std::nullopt}}, "下次先说金额", true, true};
  model::Prompt asked = prompt;
  asked.told.reference = {"interactions/c", "", model::Channel::kUnknown, "", {}, {}};
  asked.told.state = model::SelfAssessment::State::kOpen;
  asked.released = false;
  asked.waits_since = absl::FromUnixSeconds(1'750'000'200);
  asked.own.reset();
  const model::SealedAnswer sealed{asked.told.reference, "csat", position - 1,
                                   asked.waits_since,    false,  asked.waits_since};

  model::ReviewItem submitted;
  submitted.told.name = "users/li/reviews/r";
  submitted.told.reference = prompt.told.reference;
  submitted.told.state = model::Review::State::kSubmitted;
  submitted.told.form = prompt.told.form;
  submitted.told.by_leader = submitted.told.anonymous = submitted.told.thanked = true;
  submitted.told.submitted = model::DayPart{absl::CivilDay(2025, 6, 14), true};
  submitted.position = submitted.body_position = position;
  submitted.released = true;
  submitted.body = model::ReviewBody{
      "急吗？",
      {{{"need", 4, false, "好", absl::Seconds(80)}, {"care", std::nullopt, true, "", {}}},
       "praise",
       "advice"},
      "answer"};
  submitted.told.evaluation = submitted.told.appeal_upheld = true;
  submitted.told.evaluator_display_name = "王芳";
  submitted.told.appealable_until = absl::CivilDay(2025, 6, 21);
  model::ReviewItem looked_for = submitted;
  looked_for.told = {"users/li/reviews/s", asked.told.reference, {}, {}, false, false, {}, false};
  looked_for.released = false;
  looked_for.waits_since = asked.waits_since;
  looked_for.body.reset();

  model::ReviewTaskItem task;
  task.told = {"users/li/reviewTasks/t",
               model::ReviewTask::State::kAccepted,
               true,
               model::Channel::kChat,
               "退款",
               model::DayPart{absl::CivilDay(2025, 6, 14), false},
               6,
               absl::FromUnixSeconds(1'750'009'000),
               prompt.told.form,
               model::ReviewTask::Answer::kDiffered,
               true,
               true,
               "李娜",
               true};
  task.position = position;
  task.released = true;
  task.body = model::ReviewTaskBody{};
  task.body->question = "急吗？";
  task.body->elements = {"need", "care"};
  task.body->moments = {absl::Seconds(12), absl::Hours(1)};
  task.body->content = submitted.body->content;
  task.body->answer = "answer";
  model::ReviewTaskItem offered;
  offered.told.name = "users/li/reviewTasks/u";
  offered.position = 1;
  offered.waits_since = asked.waits_since;

  model::AppealItem appeal;
  appeal.told = {"users/li/appeals/p",
                 prompt.told.reference,
                 "csat",
                 model::Appeal::State::kUpheld,
                 model::DayPart{absl::CivilDay(2025, 6, 14), true},
                 "users/li/reviews/r"};
  appeal.position = position;
  appeal.released = true;
  appeal.read_position = position - 1;
  appeal.body = model::AppealBody{"是配送", "说得对"};
  model::AppealTaskItem asked_to_decide;
  asked_to_decide.told = {"users/li/appealTasks/t",
                          model::AppealTask::State::kTaken,
                          model::Channel::kEmail,
                          "退款",
                          model::DayPart{absl::CivilDay(2025, 6, 14), false},
                          absl::FromUnixSeconds(1'750'009'000),
                          true};
  asked_to_decide.position = 2;
  asked_to_decide.waits_since = asked.waits_since;
  model::KudosItem praise;
  praise.told = {"users/li/kudos/k", "Maya", "辛苦了", absl::FromUnixSeconds(1'750'000'100),
                 prompt.told.reference};
  praise.position = 3;
  praise.released = true;

  model::Kept kept;
  kept.feed = {{"e1", position},
               "Li 李",
               {plain, held},
               standing,
               {prompt, asked},
               {sealed},
               {submitted, looked_for},
               {task, offered},
               {appeal},
               {asked_to_decide},
               {praise}};
  kept.drafts = {
      {"interactions/c", {{{"need", 3}, {"care", std::nullopt}}, "line\nline"}},
      {"interactions/f/review", {{}, "?", {{"need", "care"}, "0:12 3:", "Bob, ", false}}}};
  kept.commands = {
      {"id-1", "interactions/a", model::RevealAssessment{}},
      {"id-p", "teams/a/pause", model::StartPause{{"teams/a"}}},
      {"id-q", "teams/a/pause", model::EndPause{{"teams/a"}}},
      {"id-r", "queues/贷款/pause", model::StartPause{{"", "贷款"}}},
      {"id-s", "queues/贷款/pause", model::EndPause{{"", "贷款"}}},
      {"id-2", "interactions/a", model::CommitAssessment{{{{"need", 5}}, "so"}}},
      {"id-3", "interactions/b", model::SnoozeAssessment{absl::Minutes(30)}},
      {"id-4", "interactions/c", model::SkipAssessment{}},
      {"id-5", "interactions/d", model::RequestAssessment{}},
      {"id-6", "interactions/e/review",
       model::RequestReview{"interactions/e", "?", {"need"}, {absl::Seconds(12)}, {"王芳"}}},
      {"id-7", "users/li/reviews/r", model::ThankReviewer{}},
      {"id-8", "users/li/reviews/r", model::DifferFromReview{"不同意"}},
      {"id-9", "users/li/reviews/t", model::AcknowledgeReview{}},
      {"id-a", "users/li/reviews/u", model::CloseReview{}},
      {"id-b", "users/li/reviewTasks/t", model::AcceptReview{}},
      {"id-c", "users/li/reviewTasks/t", model::DeclineReview{"没空"}},
      {"id-d", "users/li/reviewTasks/t", model::SaveReviewDraft{3, submitted.body->content}},
      {"id-e", "users/li/reviewTasks/t", model::SubmitReview{submitted.body->content, false}},
      {"id-f", "users/li/reviews/r", model::LendReview{false}},
      {"id-g", "interactions/g/evaluation", model::StartEvaluation{"interactions/g"}},
      {"id-h", "users/li/reviews/r/appeal",
       model::OpenAppeal{"", "", "录音从后面开始", "users/li/reviews/r"}},
      {"id-i", "users/li/kudos", model::GiveKudos{"users/li", "稳", "interactions/g"}},
      {"id-j", "users/li/reviewTasks/t/kudos",
       model::GiveKudos{"", "", "", "users/li/reviewTasks/t"}}};
  kept.evaluations = {{"interactions/g", "users/li/reviewTasks/t"}};
  kept.review_drafts = {
      {"users/li/reviewTasks/t",
       {submitted.body->content, 3, absl::FromUnixSeconds(1'750'000'300),
        model::SavedReview{4, {{}, "at home", ""}}}},
      {"users/li/reviewTasks/u", {{{}, "", "line\nline"}, 0, std::nullopt, std::nullopt}}};
  model::AskLater waits{prompt.told.reference,
                        {"interactions/b", "急吗？", {"need"}, {absl::Seconds(12)}, {"王芳"}},
                        false,
                        "id-g",
                        model::ReviewPreview{2, true, true, "no", "NO", "王芳", {"forms/f", 2}},
                        true,
                        absl::FromUnixSeconds(1'750'000'400)};
  model::AskLater unsaid{asked.told.reference, {"interactions/c", ""}, true, "id-h"};
  kept.asks_later = {{"interactions/b", waits}, {"interactions/c", unsaid}};
  if (auto form = forms::DefaultForm(); form.ok()) kept.forms = {{{"forms/default", 2}, *form}};
  return kept;
}

inline void ExpectSame(const model::Item& a, const model::Item& b) {
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

inline void ExpectSame(const model::Kept& one, const model::Kept& other) {
  EXPECT_EQ(one.feed.cursor, other.feed.cursor);
  EXPECT_EQ(one.feed.display_name, other.feed.display_name);
  EXPECT_EQ(one.feed.shown_standing, other.feed.shown_standing);
  ASSERT_EQ(one.feed.items.size(), other.feed.items.size());
  for (size_t i = 0; i < one.feed.items.size(); ++i) {
    ExpectSame(one.feed.items[i], other.feed.items[i]);
  }
  EXPECT_EQ(one.feed.prompts, other.feed.prompts);
  EXPECT_EQ(one.feed.sealed, other.feed.sealed);
  EXPECT_EQ(one.feed.reviews, other.feed.reviews);
  EXPECT_EQ(one.feed.review_tasks, other.feed.review_tasks);
  EXPECT_EQ(one.feed.appeals, other.feed.appeals);
  EXPECT_EQ(one.feed.appeal_tasks, other.feed.appeal_tasks);
  EXPECT_EQ(one.feed.kudos, other.feed.kudos);
  EXPECT_EQ(one.drafts, other.drafts);
  EXPECT_EQ(one.review_drafts, other.review_drafts);
  EXPECT_EQ(one.asks_later, other.asks_later);
  EXPECT_EQ(one.commands, other.commands);
  EXPECT_EQ(one.forms, other.forms);
  EXPECT_EQ(one.evaluations, other.evaluations);
}

}  // namespace aftercall::net
