#include "tests/fuzz/feed_screen.h"

#include "client/model/appeal_view.h"
#include "client/model/bar_view.h"
#include "client/model/prompt_view.h"
#include "client/model/review_task_view.h"
#include "client/model/words.h"
#include "client/net/kept_json.h"
#include "shared/base/text.h"
#include "shared/i18n/translator.h"
#include "tests/fuzz/fuzz.h"

namespace aftercall::fuzz {
namespace {

constexpr size_t kLongestText = 64 << 10;

void RequireDrawable(const model::Verdict& verdict) {
  Require(IsValid(verdict.question) && IsOnScale(verdict.question, verdict.rating),
          "a verdict is on a scale");
  const int steps = StepCount(verdict.question);
  const int filled = FilledSteps(verdict.question, verdict.rating);
  Require(steps >= 2 && steps <= 11 && filled >= 1 && filled <= steps, "the squares can be drawn");
  for (const std::string* text : {&verdict.comment, &verdict.topic, &verdict.interaction,
                                  &verdict.question.prompt, &verdict.team_display_name}) {
    Require(base::IsValidUtf8(*text) && text->size() <= kLongestText, "texts can be drawn");
  }
}

void RequireDrawable(const model::Figure& figure) {
  Require(IsValid(figure.question), "a figure has a scale");
  for (const model::Rate& rate : {figure.own, figure.total}) {
    Require(rate.count >= 0 && rate.count <= rate.n, "a rate counts a part of all");
    if (rate.n == 0) continue;
    for (const double percent : {rate.percent, rate.low, rate.high}) {
      Require(percent >= 0 && percent <= 100, "percentages are 0 to 100");
    }
  }
}

void RequireWords(const model::Desk& desk, absl::Time now) {
  static const auto& english = *new i18n::Translator("en");
  static const auto& chinese = *new i18n::Translator("zh_CN");
  const model::BarView view = model::ViewOf(desk, now);
  Require(view.valid_until >= now, "a view holds for a while");
  for (const i18n::Translator* tr : {&english, &chinese}) {
    Require(!WordsOf(*tr, view.link).word.empty(), "the link has a word");
    Require(!WordsOf(*tr, view).caption.empty(), "the figure has a caption");
    Require((view.waiting.count == 0) == WordsOf(*tr, view.waiting).empty(), "what waits is told");
    for (const model::StripItem& item : view.items) {
      const std::string words = item.verdict() != nullptr
                                    ? WordsOf(*tr, *item.verdict(), now, absl::UTCTimeZone())
                                    : WordsOf(*tr, *item.sealed(), now);
      Require(base::IsValidUtf8(words), "an item has words");
    }
  }
}

void RequirePrompts(const model::Desk& desk) {
  const model::Assessments& assessments = desk.feed().assessments();
  Require(assessments.prompts().size() <= model::Assessments::kMost &&
              assessments.sealed().size() <= model::Assessments::kMost,
          "self-assessments are bounded");
  for (const model::Prompt& prompt : assessments.prompts()) {
    const std::string& interaction = prompt.told.reference.interaction;
    Require(assessments.Find(interaction) == &prompt, "an interaction has one self-assessment");
    const auto view = model::PromptViewOf(desk, interaction);
    Require(view.has_value() == prompt.released, "what is kept for a break is not shown");
  }
}

template <typename Things, typename ViewOf>
void RequireTold(const Things& things, ViewOf view_of) {
  Require(things.items().size() <= Things::kMost, "what is told by name is bounded");
  for (const auto& item : things.items()) {
    Require(things.Find(item.told.name) == &item, "a name is told once");
    Require(view_of(item.told.name).has_value() == item.released,
            "what is kept for a break is not shown");
  }
}

void RequireTold(const model::Desk& desk) {
  const model::Feed& feed = desk.feed();
  RequireTold(feed.review_tasks(),
              [&](const std::string& name) { return model::ReviewTaskViewOf(desk, name); });
  RequireTold(feed.appeals(),
              [&](const std::string& name) { return model::AppealViewOf(desk, name); });
  RequireTold(feed.appeal_tasks(),
              [&](const std::string& name) { return model::AppealTaskViewOf(desk, name); });
}

}  // namespace

void RequireDrawable(const model::Desk& desk, absl::Time now) {
  const model::Feed& feed = desk.feed();
  Require(feed.items().size() <= model::Feed::kMostItems, "items are bounded");
  const model::Item* before = nullptr;
  for (const model::Item& item : feed.items()) {
    Require(before == nullptr || before->position < item.position, "positions rise");
    Require(item.latest_position >= item.position, "the latest entry is no earlier one");
    RequireDrawable(item.verdict);
    if (item.waiting_change) RequireDrawable(*item.waiting_change);
    before = &item;
  }
  if (const model::Standing* standing = feed.shown_standing()) {
    for (const model::Figure& figure : standing->figures) RequireDrawable(figure);
  }
  if (const auto seen = feed.SeenToTell()) {
    Require(feed.cursor() && *seen <= feed.cursor()->position, "nothing is seen before it came");
  }
  RequirePrompts(desk);
  RequireTold(desk);
  RequireWords(desk, now);
}

std::string KeptText(const model::Desk& desk) {
  const auto kept = desk.Keep();
  return kept ? net::WriteKept(*kept) : "";
}

}  // namespace aftercall::fuzz
