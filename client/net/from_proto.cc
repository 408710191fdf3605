#include "client/net/from_proto.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace aftercall::net {
namespace {

namespace v1 = ::aftercall::v1;

constexpr size_t kLongestText = 64 << 10;
constexpr int kMostFigures = 50;
constexpr int kMostRedactions = 50;

std::string TextOf(const std::string& text) {
  if (text.size() <= kLongestText) return text;
  size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::optional<absl::Time> TimeOf(const google::protobuf::Timestamp& time) {
  // Years 1 to 9999, as the protocol promises.
  constexpr int64_t kFirst = -62135596800;
  constexpr int64_t kLast = 253402300799;
  if (time.seconds() < kFirst || time.seconds() > kLast) return std::nullopt;
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

std::optional<absl::CivilDay> DayOf(const google::type::Date& date) {
  if (date.year() < 1 || date.year() > 9999) return std::nullopt;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  if (day.month() != date.month() || day.day() != date.day()) return std::nullopt;
  return day;
}

model::Question::Kind KindOf(v1::SurveyQuestion::Kind kind) {
  switch (kind) {
    case v1::SurveyQuestion::KIND_CSAT:
      return model::Question::Kind::kCsat;
    case v1::SurveyQuestion::KIND_NPS:
      return model::Question::Kind::kNps;
    case v1::SurveyQuestion::KIND_CES:
      return model::Question::Kind::kEffort;
    case v1::SurveyQuestion::KIND_RESOLVED:
      return model::Question::Kind::kResolved;
    default:
      return model::Question::Kind::kOther;
  }
}

model::Question QuestionOf(const v1::SurveyQuestion& proto) {
  model::Question question;
  question.id = TextOf(proto.question_id());
  question.prompt = TextOf(proto.prompt());
  question.kind = KindOf(proto.kind());
  question.low = proto.low();
  question.high = proto.high();
  if (proto.direction() == v1::SurveyQuestion::DIRECTION_LOW_IS_BEST) {
    question.direction = model::Question::Direction::kLowIsBest;
  }
  question.top_box_steps = proto.top_box_steps();
  if (!IsValid(question)) return question;
  for (const auto& step : proto.steps()) {
    // Each step has its words once.
    if (IsOnScale(question, step.value()) && LabelOf(question, step.value()).empty()) {
      question.steps.push_back({step.value(), TextOf(step.label())});
    }
  }
  return question;
}

model::Channel ChannelOf(v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_VOICE:
      return model::Channel::kVoice;
    case v1::CHANNEL_EMAIL:
      return model::Channel::kEmail;
    case v1::CHANNEL_CHAT:
      return model::Channel::kChat;
    case v1::CHANNEL_SOCIAL:
      return model::Channel::kSocial;
    default:
      return model::Channel::kUnknown;
  }
}

// Nothing where the verdict cannot be drawn.
std::optional<model::Verdict> VerdictOf(const v1::Verdict& proto) {
  model::Verdict verdict;
  verdict.question = QuestionOf(proto.question());
  verdict.rating = proto.rating();
  if (!IsValid(verdict.question) || !IsOnScale(verdict.question, verdict.rating)) {
    return std::nullopt;
  }
  verdict.interaction = TextOf(proto.interaction());
  verdict.interaction_external_id = TextOf(proto.interaction_external_id());
  verdict.comment = TextOf(proto.comment());
  if (proto.has_answered_at()) verdict.answered_at = TimeOf(proto.answered_at());
  if (proto.has_answered_on()) verdict.answered_on = DayOf(proto.answered_on());
  verdict.channel = ChannelOf(proto.channel());
  verdict.topic = TextOf(proto.topic());
  if (proto.has_ended_at()) verdict.ended_at = TimeOf(proto.ended_at());
  if (proto.has_business_day()) verdict.business_day = DayOf(proto.business_day());
  verdict.company_fault = proto.company_fault();
  verdict.appeal_upheld = proto.appeal_upheld();
  const int redactions = std::min(proto.redactions_size(), kMostRedactions);
  for (int i = 0; i < redactions; ++i) verdict.redactions.push_back(TextOf(proto.redactions(i)));
  verdict.agent = TextOf(proto.agent());
  verdict.agent_display_name = TextOf(proto.agent_display_name());
  verdict.team_display_name = TextOf(proto.team_display_name());
  return verdict;
}

model::InteractionReference ReferenceOf(const v1::InteractionReference& proto) {
  model::InteractionReference reference;
  reference.interaction = TextOf(proto.interaction());
  reference.interaction_external_id = TextOf(proto.interaction_external_id());
  reference.channel = ChannelOf(proto.channel());
  reference.topic = TextOf(proto.topic());
  if (proto.has_ended_at()) reference.ended_at = TimeOf(proto.ended_at());
  if (proto.has_business_day()) reference.business_day = DayOf(proto.business_day());
  return reference;
}

// Nothing where this version does not know it.
std::optional<model::SelfAssessment::State> StateOf(v1::SelfAssessment::State state) {
  using State = model::SelfAssessment::State;
  switch (state) {
    case v1::SelfAssessment::STATE_OPEN:
      return State::kOpen;
    case v1::SelfAssessment::STATE_SNOOZED:
      return State::kSnoozed;
    case v1::SelfAssessment::STATE_REVEALED:
      return State::kRevealed;
    case v1::SelfAssessment::STATE_COMMITTED:
      return State::kCommitted;
    case v1::SelfAssessment::STATE_SKIPPED:
      return State::kSkipped;
    case v1::SelfAssessment::STATE_LAPSED:
      return State::kLapsed;
    case v1::SelfAssessment::STATE_WITHDRAWN:
      return State::kWithdrawn;
    default:
      return std::nullopt;
  }
}

model::SelfAssessment::Why WhyOf(v1::SelfAssessment::Why why) {
  switch (why) {
    case v1::SelfAssessment::WHY_SAMPLE:
      return model::SelfAssessment::Why::kSample;
    case v1::SelfAssessment::WHY_REQUESTED:
      return model::SelfAssessment::Why::kRequested;
    default:
      return model::SelfAssessment::Why::kUnknown;
  }
}

std::optional<model::SelfAssessment> SelfAssessmentOf(const v1::SelfAssessment& proto) {
  const auto state = StateOf(proto.state());
  if (!state || proto.reference().interaction().empty()) return std::nullopt;
  return model::SelfAssessment{ReferenceOf(proto.reference()),
                               *state,
                               WhyOf(proto.why()),
                               {TextOf(proto.form()), proto.form_version()}};
}

std::optional<model::Review::State> StateOf(v1::Review::State state) {
  using State = model::Review::State;
  switch (state) {
    case v1::Review::STATE_LOOKING:
      return State::kLooking;
    case v1::Review::STATE_WITH_LEADERS:
      return State::kWithLeaders;
    case v1::Review::STATE_IN_REVIEW:
      return State::kInReview;
    case v1::Review::STATE_SUBMITTED:
      return State::kSubmitted;
    case v1::Review::STATE_ACKNOWLEDGED:
      return State::kAcknowledged;
    case v1::Review::STATE_DIFFERED:
      return State::kDiffered;
    case v1::Review::STATE_CLOSED:
      return State::kClosed;
    case v1::Review::STATE_WITHDRAWN:
      return State::kWithdrawn;
    default:
      return std::nullopt;
  }
}

std::optional<model::DayPart> DayPartOf(const v1::DayPart& proto) {
  const auto day = DayOf(proto.day());
  if (!day) return std::nullopt;
  return model::DayPart{*day, proto.half() == v1::DayPart::HALF_AFTERNOON};
}

std::optional<model::Review> ReviewOf(const v1::Review& proto) {
  const auto state = StateOf(proto.state());
  if (!state || proto.name().empty()) return std::nullopt;
  model::Review review;
  review.name = TextOf(proto.name());
  review.reference = ReferenceOf(proto.reference());
  review.state = *state;
  review.form = {TextOf(proto.form()), proto.form_version()};
  review.by_leader = proto.by_leader();
  review.anonymous = proto.anonymous();
  review.thanked = proto.thanked();
  review.submitted = DayPartOf(proto.submitted());
  review.evaluation = proto.evaluation();
  review.evaluator_display_name = TextOf(proto.evaluator_display_name());
  if (proto.has_appealable_until()) review.appealable_until = DayOf(proto.appealable_until());
  review.appeal_upheld = proto.appeal_upheld();
  return review;
}

std::optional<model::ReviewTask::State> StateOf(v1::ReviewTask::State state) {
  using State = model::ReviewTask::State;
  switch (state) {
    case v1::ReviewTask::STATE_OFFERED:
      return State::kOffered;
    case v1::ReviewTask::STATE_ACCEPTED:
      return State::kAccepted;
    case v1::ReviewTask::STATE_SUBMITTED:
      return State::kSubmitted;
    case v1::ReviewTask::STATE_DECLINED:
      return State::kDeclined;
    case v1::ReviewTask::STATE_LAPSED:
      return State::kLapsed;
    case v1::ReviewTask::STATE_WITHDRAWN:
      return State::kWithdrawn;
    default:
      return std::nullopt;
  }
}

model::ReviewTask::Answer AnswerOf(v1::ReviewTask::Answer answer) {
  switch (answer) {
    case v1::ReviewTask::ANSWER_ACKNOWLEDGED:
      return model::ReviewTask::Answer::kAcknowledged;
    case v1::ReviewTask::ANSWER_DIFFERED:
      return model::ReviewTask::Answer::kDiffered;
    default:
      return model::ReviewTask::Answer::kNone;
  }
}

std::optional<model::ReviewTask> ReviewTaskOf(const v1::ReviewTask& proto) {
  const auto state = StateOf(proto.state());
  if (!state || proto.name().empty()) return std::nullopt;
  model::ReviewTask task;
  task.name = TextOf(proto.name());
  task.state = *state;
  task.as_leader = proto.as_leader();
  task.channel = ChannelOf(proto.channel());
  task.topic = TextOf(proto.topic());
  task.ended = DayPartOf(proto.ended());
  task.minutes = std::max(0, proto.minutes());
  if (proto.has_due_at()) task.due_at = TimeOf(proto.due_at());
  task.form = {TextOf(proto.form()), proto.form_version()};
  task.answer = AnswerOf(proto.answer());
  task.thanked = proto.thanked();
  task.appeal_upheld = proto.appeal_upheld();
  task.evaluation = proto.evaluation();
  task.agent_display_name = TextOf(proto.agent_display_name());
  return task;
}

std::optional<model::Appeal::State> StateOf(v1::Appeal::State state) {
  using State = model::Appeal::State;
  switch (state) {
    case v1::Appeal::STATE_OPEN:
      return State::kOpen;
    case v1::Appeal::STATE_IN_DECISION:
      return State::kInDecision;
    case v1::Appeal::STATE_UPHELD:
      return State::kUpheld;
    case v1::Appeal::STATE_DECLINED:
      return State::kDeclined;
    case v1::Appeal::STATE_WITHDRAWN:
      return State::kWithdrawn;
    default:
      return std::nullopt;
  }
}

std::optional<model::Appeal> AppealOf(const v1::Appeal& proto) {
  const auto state = StateOf(proto.state());
  if (!state || proto.name().empty() || proto.reference().interaction().empty()) {
    return std::nullopt;
  }
  return model::Appeal{TextOf(proto.name()),        ReferenceOf(proto.reference()),
                       TextOf(proto.question_id()), *state,
                       DayPartOf(proto.decided()),  TextOf(proto.review())};
}

std::optional<model::AppealTask::State> StateOf(v1::AppealTask::State state) {
  using State = model::AppealTask::State;
  switch (state) {
    case v1::AppealTask::STATE_OFFERED:
      return State::kOffered;
    case v1::AppealTask::STATE_TAKEN:
      return State::kTaken;
    case v1::AppealTask::STATE_DECIDED:
      return State::kDecided;
    case v1::AppealTask::STATE_LAPSED:
      return State::kLapsed;
    case v1::AppealTask::STATE_WITHDRAWN:
      return State::kWithdrawn;
    default:
      return std::nullopt;
  }
}

std::optional<model::AppealTask> AppealTaskOf(const v1::AppealTask& proto) {
  const auto state = StateOf(proto.state());
  if (!state || proto.name().empty()) return std::nullopt;
  model::AppealTask task{TextOf(proto.name()),       *state,
                         ChannelOf(proto.channel()), TextOf(proto.topic()),
                         DayPartOf(proto.ended()),   {}};
  if (proto.has_due_at()) task.due_at = TimeOf(proto.due_at());
  task.evaluation = proto.evaluation();
  return task;
}

model::Kudos KudosOf(const v1::Kudos& proto, absl::Time given_at) {
  model::Kudos kudos{TextOf(proto.name()), TextOf(proto.giver_display_name()),
                     TextOf(proto.words()), given_at};
  if (!proto.reference().interaction().empty()) kudos.reference = ReferenceOf(proto.reference());
  return kudos;
}

// Nothing where it is beyond any recording.
std::optional<absl::Duration> MomentOf(const google::protobuf::Duration& proto) {
  const absl::Duration moment = absl::Seconds(proto.seconds());
  if (moment < absl::ZeroDuration() || moment > forms::kLongestMoment) return std::nullopt;
  return moment;
}

forms::ReviewContent ContentOf(const v1::ReviewContent& proto) {
  forms::ReviewContent content;
  content.praise = TextOf(proto.praise());
  content.advice = TextOf(proto.advice());
  for (const auto& from : proto.elements()) {
    if (from.element_id().empty()) continue;
    forms::ReviewContent::Element& element = content.elements.emplace_back();
    element.id = TextOf(from.element_id());
    if (from.has_score()) element.score = from.score();
    element.does_not_apply = from.does_not_apply();
    element.comment = TextOf(from.comment());
    if (from.has_moment()) element.moment = MomentOf(from.moment());
  }
  return content;
}

model::Entry EntryOf(const v1::FeedEntry& proto) {
  model::Entry entry;
  entry.position = proto.position();
  entry.created_at = TimeOf(proto.created_at()).value_or(absl::UnixEpoch());
  switch (proto.event_case()) {
    case v1::FeedEntry::kVerdict:
      if (auto verdict = VerdictOf(proto.verdict())) entry.event = *std::move(verdict);
      break;
    case v1::FeedEntry::kVerdictChanged:
      if (auto verdict = VerdictOf(proto.verdict_changed().verdict())) {
        entry.event =
            model::VerdictChanged{*std::move(verdict), proto.verdict_changed().previous_rating()};
      }
      break;
    case v1::FeedEntry::kVerdictWithdrawn:
      entry.event = model::VerdictWithdrawn{{TextOf(proto.verdict_withdrawn().interaction()),
                                             TextOf(proto.verdict_withdrawn().question_id())}};
      break;
    case v1::FeedEntry::kVerdictSeen:
      entry.event = model::VerdictSeen{
          {TextOf(proto.verdict_seen().interaction()), TextOf(proto.verdict_seen().question_id())},
          TextOf(proto.verdict_seen().agent()),
          TextOf(proto.verdict_seen().agent_display_name())};
      break;
    case v1::FeedEntry::kVerdictSealed:
      if (!proto.verdict_sealed().reference().interaction().empty()) {
        entry.event = model::VerdictSealed{ReferenceOf(proto.verdict_sealed().reference()),
                                           TextOf(proto.verdict_sealed().question_id())};
      }
      break;
    case v1::FeedEntry::kSelfAssessment:
      if (auto told = SelfAssessmentOf(proto.self_assessment())) entry.event = *std::move(told);
      break;
    case v1::FeedEntry::kReview:
      if (auto review = ReviewOf(proto.review())) entry.event = *std::move(review);
      break;
    case v1::FeedEntry::kReviewTask:
      if (auto task = ReviewTaskOf(proto.review_task())) entry.event = *std::move(task);
      break;
    case v1::FeedEntry::kAppeal:
      if (auto appeal = AppealOf(proto.appeal())) entry.event = *std::move(appeal);
      break;
    case v1::FeedEntry::kAppealTask:
      if (auto task = AppealTaskOf(proto.appeal_task())) entry.event = *std::move(task);
      break;
    case v1::FeedEntry::kKudos:
      if (!proto.kudos().name().empty()) {
        entry.event = KudosOf(proto.kudos(), entry.created_at);
      }
      break;
    case v1::FeedEntry::EVENT_NOT_SET:
      break;
  }
  return entry;
}

template <typename Batch>
std::vector<model::Entry> EntriesOf(const Batch& batch) {
  std::vector<model::Entry> entries;
  entries.reserve(batch.entries_size());
  for (const auto& entry : batch.entries()) entries.push_back(EntryOf(entry));
  return entries;
}

model::Rate RateOf(const v1::Rate& proto) {
  const auto is_percent = [](double value) { return value >= 0 && value <= 100; };  // NaN is not
  if (proto.n() <= 0 || proto.count() < 0 || proto.count() > proto.n() ||
      !is_percent(proto.percent()) || !is_percent(proto.low()) || !is_percent(proto.high())) {
    return {};
  }
  return {proto.count(), proto.n(), proto.percent(), proto.low(), proto.high()};
}

model::AgentState StateOf(v1::AgentState::State state) {
  switch (state) {
    case v1::AgentState::STATE_UNSPECIFIED:
      return model::AgentState::kNotTold;
    case v1::AgentState::STATE_AVAILABLE:
      return model::AgentState::kAvailable;
    case v1::AgentState::STATE_ON_INTERACTION:
      return model::AgentState::kOnInteraction;
    case v1::AgentState::STATE_AFTER_CALL_WORK:
      return model::AgentState::kAfterCallWork;
    case v1::AgentState::STATE_BREAK:
      return model::AgentState::kBreak;
    case v1::AgentState::STATE_OFFLINE:
      return model::AgentState::kOffline;
    default:
      return model::AgentState::kUnknown;
  }
}

model::Standing StandingOf(const v1::Standing& proto) {
  model::Standing standing;
  if (proto.has_business_day()) standing.business_day = DayOf(proto.business_day());
  const int figures = std::min(proto.figures_size(), kMostFigures);
  for (int i = 0; i < figures; ++i) {
    model::Figure figure{QuestionOf(proto.figures(i).question()), RateOf(proto.figures(i).own()),
                         RateOf(proto.figures(i).total())};
    if (IsValid(figure.question)) standing.figures.push_back(std::move(figure));
  }
  standing.for_earlier_days = std::max<int64_t>(0, proto.for_earlier_days());
  standing.state = StateOf(proto.state());
  if (proto.has_state_told_at()) standing.state_told_at = TimeOf(proto.state_told_at());
  if (proto.has_state_since()) standing.state_since = TimeOf(proto.state_since());
  standing.open_interactions = std::max(0, proto.open_interactions());
  if (proto.has_paused_until()) standing.paused_until = TimeOf(proto.paused_until());
  for (const auto& led : proto.led_teams()) {
    auto& team = standing.led_teams.emplace_back();
    team.name = led.team();
    team.display_name = led.display_name();
    if (led.has_paused_until()) team.paused_until = TimeOf(led.paused_until());
  }
  return standing;
}

model::EntryBatch EntryBatchOf(const v1::EntryBatch& proto) {
  model::EntryBatch batch{EntriesOf(proto), {}};
  if (proto.has_standing()) batch.standing = StandingOf(proto.standing());
  return batch;
}

model::Opened OpenedOf(const v1::Opened& proto) {
  model::Opened opened;
  opened.snapshot = proto.mode() == v1::Opened::MODE_SNAPSHOT;
  opened.feed = TextOf(proto.feed());
  opened.display_name = TextOf(proto.display_name());
  opened.seen_position = proto.seen_position();
  if (proto.has_bookmark_interval()) {
    const absl::Duration told = absl::Seconds(proto.bookmark_interval().seconds()) +
                                absl::Nanoseconds(proto.bookmark_interval().nanos());
    opened.bookmark_interval = std::clamp(told, absl::Seconds(1), absl::Hours(1));
  }
  return opened;
}

}  // namespace

model::FeedEvent FromProto(const v1::WatchFeedResponse& message) {
  model::FeedEvent event;
  if (message.has_cursor()) {
    event.cursor = model::Cursor{TextOf(message.cursor().epoch()), message.cursor().position()};
  }
  switch (message.payload_case()) {
    case v1::WatchFeedResponse::kOpened:
      event.payload = OpenedOf(message.opened());
      break;
    case v1::WatchFeedResponse::kEntries:
      event.payload = EntryBatchOf(message.entries());
      break;
    case v1::WatchFeedResponse::kSnapshot:
      event.payload = model::SnapshotBatch{EntriesOf(message.snapshot())};
      break;
    case v1::WatchFeedResponse::kCaughtUp:
      event.payload = model::CaughtUp{};
      break;
    case v1::WatchFeedResponse::kStanding:
      event.payload = StandingOf(message.standing());
      break;
    case v1::WatchFeedResponse::kBookmark:
    case v1::WatchFeedResponse::PAYLOAD_NOT_SET:
      event.payload = model::Bookmark{};
      break;
  }
  return event;
}

model::ReviewBody ReviewBodyFromProto(const v1::Review& review) {
  model::ReviewBody body;
  body.question = TextOf(review.question());
  body.content = ContentOf(review.content());
  body.answer = TextOf(review.answer());
  body.lent = review.lent();
  return body;
}

model::SavedReview SavedReviewFromProto(const v1::ReviewDraft& draft) {
  return {draft.version(), ContentOf(draft.content())};
}

model::ReviewTaskBody ReviewTaskBodyFromProto(const v1::ReviewTask& task) {
  model::ReviewTaskBody body;
  body.question = TextOf(task.question());
  for (const std::string& element : task.elements()) body.elements.push_back(TextOf(element));
  for (const auto& from : task.moments()) {
    if (const auto moment = MomentOf(from)) body.moments.push_back(*moment);
  }
  body.recording_uri = TextOf(task.recording_uri());
  body.text = TextOf(task.text());
  if (task.has_draft()) body.draft = SavedReviewFromProto(task.draft());
  if (task.has_other_draft()) body.other_draft = SavedReviewFromProto(task.other_draft());
  body.content = ContentOf(task.content());
  body.answer = TextOf(task.answer_words());
  body.anchor = task.anchor();
  return body;
}

model::AppealBody AppealBodyFromProto(const v1::Appeal& appeal) {
  return {TextOf(appeal.reason()), TextOf(appeal.decision())};
}

model::AppealTaskBody AppealTaskBodyFromProto(const v1::AppealTask& task) {
  model::AppealTaskBody body;
  body.question = QuestionOf(task.question());
  body.rating = task.rating();
  body.comment = TextOf(task.comment());
  body.reason = TextOf(task.reason());
  body.recording_uri = TextOf(task.recording_uri());
  body.text = TextOf(task.text());
  body.upheld = task.upheld();
  body.decision = TextOf(task.decision());
  body.form = {TextOf(task.form()), task.form_version()};
  body.content = ContentOf(task.content());
  return body;
}

namespace {

std::optional<absl::Duration> DurationOf(const v1::Interaction& proto) {
  if (proto.has_started_at() && proto.has_ended_at()) {
    const std::optional<absl::Time> from = TimeOf(proto.started_at());
    const std::optional<absl::Time> to = TimeOf(proto.ended_at());
    if (from && to && *from < *to) return *to - *from;
  }
  const auto spent = absl::Seconds(proto.talk().seconds()) + absl::Seconds(proto.hold().seconds());
  return spent > absl::ZeroDuration() ? std::optional(spent) : std::nullopt;
}

model::Contact::Hindrance HindranceOf(const std::string& reason) {
  using Hindrance = model::Contact::Hindrance;
  if (reason == "REVIEW_NOTHING_TO_SHOW") return Hindrance::kNothingToShow;
  if (reason == "REVIEW_RECORDING_ELSEWHERE") return Hindrance::kRecordingElsewhere;
  return Hindrance::kOther;
}

model::Contact ContactOf(const v1::Interaction& proto) {
  model::Contact contact;
  contact.reference.interaction = TextOf(proto.name());
  contact.reference.interaction_external_id = TextOf(proto.external_id());
  contact.reference.channel = ChannelOf(proto.channel());
  contact.reference.topic = TextOf(proto.topic());
  if (proto.has_ended_at()) contact.reference.ended_at = TimeOf(proto.ended_at());
  if (proto.has_business_day()) contact.reference.business_day = DayOf(proto.business_day());
  contact.duration = DurationOf(proto);
  return contact;
}

}  // namespace

model::Contacts ContactsFromProto(const v1::ListInteractionsResponse& response) {
  model::Contacts contacts;
  contacts.has_more = !response.next_page_token().empty();
  for (const v1::Interaction& proto : response.interactions()) {
    if (proto.name().empty() || proto.abandoned()) continue;
    model::Contact& contact = contacts.all.emplace_back(ContactOf(proto));
    const auto found = response.not_reviewable().find(proto.name());
    if (found != response.not_reviewable().end()) contact.hindrance = HindranceOf(found->second);
  }
  // The server has them by when they were told.
  const auto when = [](const model::Contact& contact) {
    return std::pair(contact.reference.business_day.value_or(absl::CivilDay::min()),
                     contact.reference.ended_at.value_or(absl::InfinitePast()));
  };
  std::stable_sort(contacts.all.begin(), contacts.all.end(),
                   [&](const auto& one, const auto& other) { return when(one) > when(other); });
  return contacts;
}

std::vector<model::Colleague> ColleaguesFromProto(const v1::ListColleaguesResponse& response) {
  std::vector<model::Colleague> colleagues;
  for (const v1::Colleague& proto : response.colleagues()) {
    if (proto.name().empty() || proto.display_name().empty()) continue;
    colleagues.push_back(
        {proto.name(), TextOf(proto.display_name()), TextOf(proto.team_display_name())});
  }
  return colleagues;
}

std::vector<model::Queue> QueuesFromProto(const v1::ListQueuesResponse& response) {
  std::vector<model::Queue> queues;
  for (const v1::Queue& proto : response.queues()) {
    if (proto.queue().empty()) continue;
    model::Queue& queue = queues.emplace_back();
    queue.name = TextOf(proto.queue());
    if (proto.has_paused_until()) queue.paused_until = TimeOf(proto.paused_until());
  }
  return queues;
}

v1::ReviewContent ToProto(const forms::ReviewContent& content) {
  v1::ReviewContent proto;
  for (const forms::ReviewContent::Element& from : content.elements) {
    auto& element = *proto.add_elements();
    element.set_element_id(from.id);
    if (from.score) element.set_score(*from.score);
    if (from.does_not_apply) element.set_does_not_apply(true);
    element.set_comment(from.comment);
    if (from.moment) element.mutable_moment()->set_seconds(absl::ToInt64Seconds(*from.moment));
  }
  proto.set_praise(content.praise);
  proto.set_advice(content.advice);
  return proto;
}

std::string SelfAssessmentName(absl::string_view interaction) {
  return absl::StrCat("users/me/selfAssessments/", absl::StripPrefix(interaction, "interactions/"));
}

model::Committed CommittedFromProto(const v1::SelfAssessment& assessment) {
  model::Committed committed;
  for (const auto& score : assessment.scores()) {
    std::optional<int> value;
    if (score.has_score()) value = score.score();
    committed.scores[TextOf(score.element_id())] = value;
  }
  committed.note = TextOf(assessment.note());
  committed.seen_first = assessment.seen_first();
  committed.leader_opened = assessment.leader_opened();
  return committed;
}

}  // namespace aftercall::net
