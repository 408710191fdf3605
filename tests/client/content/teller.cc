#include "tests/client/content/teller.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "shared/forms/default_form.h"
#include "tests/client/model/make.h"

namespace aftercall {
namespace {

namespace make = model::make;

const model::FormKey kForm{"forms/default", 1};
constexpr char kRecording[] = "https://rec.example.com/1";
constexpr char kTranscript[] = "Agent: Good morning. Customer: 你好，我想问一下账单。";

int Any(std::mt19937_64& random, int most) { return 1 + static_cast<int>(random() % most); }

template <typename State>
State AnyState(std::mt19937_64& random, State last) {
  return static_cast<State>(random() % (static_cast<uint64_t>(last) + 1));
}

}  // namespace

Teller::Teller(model::Desk& desk, const absl::Time& now) : desk_(desk), now_(now) {
  const auto form = forms::DefaultForm();
  if (form.ok()) form_ = *form;
}

std::string Teller::Interaction(int number) { return absl::StrCat("interactions/", number); }

std::string Teller::Name(const char* kind, int number) {
  return absl::StrCat("users/me/", kind, "/", number);
}

void Teller::Apply(model::FeedEvent event) {
  if (has_ended_) return;
  const absl::Status applied = desk_.Apply(event, now_);
  EXPECT_TRUE(applied.ok()) << applied;
}

void Teller::Tell(decltype(model::Entry::event) event) {
  // What happens while nobody listens is not heard of; a server would tell it later.
  if (desk_.feed().link().link != model::Link::kLive) return;
  Apply(make::Entries({{++position_, now_, std::move(event)}}));
}

void Teller::TellLink(model::Link link) {
  if (link == model::Link::kLive) {
    Apply(make::Resumed());
    Apply(make::CaughtUpAt(position_));
  }
  Apply({std::nullopt, model::LinkState{link, ""}});
}

void Teller::TellStanding(model::AgentState state) {
  model::FeedEvent event = make::Told(state, now_, 0, 12);
  std::get<model::Standing>(event.payload).led_teams = {
      {"teams/1", "Riverside", std::nullopt}, {"teams/2", "望江组", now_ + absl::Hours(1)}};
  Apply(std::move(event));
}

void Teller::End() {
  TellLink(model::Link::kSignedOut);
  has_ended_ = true;
}

void Teller::Begin() {
  has_ended_ = false;
  position_ = 0;
  Apply(make::Snapshotting());
  Apply(make::Snapshot({}));
  Apply(make::CaughtUpAt(0));
  Apply({std::nullopt, model::LinkState{model::Link::kLive, ""}});
  TellStanding(model::AgentState::kAvailable);
}

model::InteractionReference Teller::Reference(int number) const {
  model::InteractionReference reference;
  reference.interaction = Interaction(number);
  reference.interaction_external_id = absl::StrCat("call-", number);
  reference.channel = model::Channel::kVoice;
  reference.topic = "Billing";
  reference.ended_at = make::kNow - absl::Minutes(number);
  return reference;
}

model::Verdict Teller::AVerdict(int number, int rating) const {
  model::Verdict verdict = make::AVerdict(absl::StrCat(number), rating, "Quick and kind. 很好。");
  verdict.interaction_external_id = absl::StrCat("call-", number);
  // Every third is somebody else's, whom the person leads.
  if (number % 3 == 0) {
    verdict.agent = "users/maya";
    verdict.agent_display_name = "Maya";
  }
  return verdict;
}

forms::ReviewContent Teller::Content() const {
  return {{{"need", 4, false, "", {}}, {"care", 2, false, "cut them off", absl::Seconds(12)}},
          "You gave the date.",
          "Let them finish."};
}

void Teller::TellEverything() {
  using Self = model::SelfAssessment;
  using Review = model::Review;
  using Task = model::ReviewTask;
  using AppealTask = model::AppealTask;
  Tell(AVerdict(1, 4));
  Tell(AVerdict(3, 2));
  Tell(AVerdict(4, 1));
  Tell(Self{Reference(2), Self::State::kOpen, Self::Why::kSample, kForm});
  Tell(model::VerdictSealed{Reference(2), "csat"});
  Tell(Self{Reference(5), Self::State::kCommitted, Self::Why::kSample, kForm});
  Tell(AVerdict(5, 5));
  TellReview(1, Review::State::kInReview);
  TellReview(2, Review::State::kSubmitted);
  TellReview(4, Review::State::kSubmitted);
  TellTask(1, Task::State::kOffered);
  TellTask(2, Task::State::kAccepted);
  TellTask(3, Task::State::kSubmitted);
  TellTask(4, Task::State::kAccepted);
  TellAppeal(1, model::Appeal::State::kOpen);
  TellAppeal(5, model::Appeal::State::kUpheld);
  TellAppealTask(1, AppealTask::State::kOffered);
  TellAppealTask(2, AppealTask::State::kTaken);
  TellAppealTask(3, AppealTask::State::kDecided);
  Tell(model::Kudos{Name("kudos", 1), "Maya", "You stayed calm.", now_, Reference(1)});
}

void Teller::TellReview(int number, model::Review::State state) {
  model::Review told;
  told.name = Name("reviews", number);
  told.reference = Reference(number);
  told.state = state;
  told.form = kForm;
  told.submitted = model::DayPart{absl::CivilDay(2025, 6, 15), true};
  told.evaluation = number % 4 == 0;
  if (told.evaluation) {
    told.evaluator_display_name = "Lee";
    told.appealable_until = absl::CivilDay(2099, 1, 1);
  }
  Tell(told);
}

void Teller::TellTask(int number, model::ReviewTask::State state) {
  model::ReviewTask told;
  told.name = Name("reviewTasks", number);
  told.state = state;
  told.channel = static_cast<model::Channel>(number % 4);
  told.topic = "Billing";
  told.minutes = number;
  told.form = kForm;
  told.evaluation = number % 4 == 0;
  Tell(told);
}

void Teller::TellAppeal(int number, model::Appeal::State state) {
  model::Appeal told;
  told.name = Name("appeals", number);
  told.reference = Reference(number);
  told.state = state;
  if (number % 4 == 0) {
    told.review = Name("reviews", number);
  } else {
    told.question_id = "csat";
  }
  Tell(told);
}

void Teller::TellAppealTask(int number, model::AppealTask::State state) {
  model::AppealTask told;
  told.name = Name("appealTasks", number);
  told.state = state;
  told.channel = model::Channel::kChat;
  told.evaluation = number % 2 == 0;
  Tell(told);
}

void Teller::TellSomething(std::mt19937_64& random) {
  const int number = Any(random, kMost);
  switch (random() % 10) {
    case 0:
      return Tell(AVerdict(number, Any(random, 5)));
    case 1:
      return Tell(model::VerdictChanged{AVerdict(number, Any(random, 5)), 1});
    case 2:
      return Tell(model::VerdictWithdrawn{AVerdict(number, 1).key()});
    case 3:
      return Tell(model::VerdictSealed{Reference(number), "csat"});
    case 4:
      return Tell(model::SelfAssessment{Reference(number),
                                        AnyState(random, model::SelfAssessment::State::kWithdrawn),
                                        model::SelfAssessment::Why::kSample, kForm});
    case 5:
      return Tell(model::Kudos{Name("kudos", number), number % 2 == 0 ? "Maya" : "",
                               number % 3 == 0 ? "" : "干得漂亮 👏", now_, Reference(number)});
    case 6:
      return TellStanding(AnyState(random, model::AgentState::kUnknown));
    case 7:
      return TellLink(AnyState(random, model::Link::kRefused));
    case 8:
      return random() % 2 == 0
                 ? TellReview(number, AnyState(random, model::Review::State::kWithdrawn))
                 : TellAppeal(number, AnyState(random, model::Appeal::State::kWithdrawn));
    default:
      return random() % 2 == 0
                 ? TellTask(number, AnyState(random, model::ReviewTask::State::kWithdrawn))
                 : TellAppealTask(number, AnyState(random, model::AppealTask::State::kWithdrawn));
  }
}

void Teller::Answer(bool refuses) {
  if (desk_.feed().link().link != model::Link::kLive) return;
  AnswerWanted();
  AnswerCommands(refuses);
}

void Teller::AnswerWanted() {
  const model::Desk::Wanted wanted = desk_.WantedNow(now_);
  const auto told = [&](auto payload) { Apply({std::nullopt, std::move(payload)}); };
  for (const model::FormKey& key : wanted.forms) told(model::FormTold{key, form_});
  for (const model::ReviewKey& key : wanted.reviews) {
    told(model::ReviewTold{key, {"Was I too quick?", Content(), ""}});
  }
  for (const model::OpenedKey& key : wanted.review_tasks) {
    model::ReviewTaskBody body;
    body.question = "Was I too quick?";
    body.elements = {"need", "care"};
    body.moments = {absl::Seconds(12)};
    body.recording_uri = kRecording;
    body.text = kTranscript;
    body.content = Content();
    told(model::ReviewTaskTold{key, body});
  }
  for (const model::OpenedKey& key : wanted.appeals) {
    told(model::AppealTold{key, {"It was the delivery.", "So it was."}});
  }
  for (const model::OpenedKey& key : wanted.appeal_tasks) {
    model::AppealTaskBody body;
    body.question = make::Csat();
    body.rating = 2;
    body.comment = "Late again.";
    body.reason = "It was the delivery.";
    body.recording_uri = kRecording;
    body.text = kTranscript;
    body.form = kForm;
    body.content = Content();
    told(model::AppealTaskTold{key, body});
  }
  for (const model::PreviewKey& key : wanted.previews) {
    told(model::PreviewTold{key, {7, false, true, "", "", "", kForm}});
  }
  if (wanted.contacts) {
    std::vector<model::Contact> all;
    for (int number = 1; number <= 6; ++number)
      all.push_back({Reference(number), absl::Minutes(4)});
    all.back().hindrance = model::Contact::Hindrance::kNothingToShow;
    told(model::ContactsTold{*wanted.contacts, {all, true}});
  }
  for (const std::string& interaction : wanted.committed) {
    told(model::CommittedTold{interaction, {{{"need", 4}}, "Say the amount first.", false}});
  }
  if (wanted.colleagues) {
    const std::vector<model::Colleague> all{{"users/maya", "Maya", "Blue"},
                                            {"users/li1", "李娜", "Blue"},
                                            {"users/li2", "李娜", "Red"}};
    told(model::ColleaguesTold{*wanted.colleagues, all});
  }
}

void Teller::AnswerCommands(bool refuses) {
  const std::vector<model::Command> commands = desk_.hand().commands();
  for (const model::Command& command : commands) {
    model::CommandAnswered answer{command.request_id, std::nullopt};
    if (refuses) {
      answer.refusal = model::Refusal{"NOT_FOUND", "It is not there."};
    } else if (const auto* save = std::get_if<model::SaveReviewDraft>(&command.what)) {
      answer.saved = model::DraftSaved{{save->base_version + 1, save->content}};
    } else if (std::holds_alternative<model::StartEvaluation>(command.what)) {
      answer.review_task = Name("reviewTasks", 4);
    }
    Apply({std::nullopt, answer});
  }
}

}  // namespace aftercall
